module ringproof.example/go-consumer

go 1.19
