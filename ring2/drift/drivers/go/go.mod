module ringproof.example/drift-driver-go

go 1.25.0

require (
	github.com/Azure/go-amqp v1.7.0
	github.com/coder/websocket v1.8.15
)
