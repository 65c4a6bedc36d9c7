// A drift driver by go-amqp: raw AMQP 1.0 over TCP or WebSocket. It speaks the protocol of ../program/README.md on stdin
// and stdout.
//
// A link that the bus ended because nobody used it is attached anew; nothing else is ever tried twice.
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
