// The unmodified azservicebus client against one connection string; prints what it saw as one JSON document.
//
//	service-bus-go CONNECTION_STRING tcp|tls|websocket|admin
//
// TLS trusts what SSL_CERT_FILE names.
package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
	"github.com/coder/websocket"
)

type seen map[string]any

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func must[T any](value T, err error) T {
	check(err)
	return value
}

// code is what the client's own error type says, else the error's text.
func code(err error) string {
	var known *azservicebus.Error
	if err == nil {
		return "accepted"
	}
	if errors.As(err, &known) {
		return string(known.Code)
	}
	return err.Error()
}

func client(connectionString, transport string) *azservicebus.Client {
	options := &azservicebus.ClientOptions{RetryOptions: azservicebus.RetryOptions{MaxRetries: -1}}
	if transport != "tcp" {
		// The client expects the connection string's host and port in the certificate, which has the host.
		options.TLSConfig = &tls.Config{ServerName: "localhost"}
		connectionString = strings.Replace(connectionString, "UseDevelopmentEmulator=true;", "", 1)
	}
	if transport == "websocket" {
		options.NewWebSocketConn = func(ctx context.Context, args azservicebus.NewWebSocketConnArgs) (net.Conn, error) {
			socket, _, err := websocket.Dial(ctx, args.Host, &websocket.DialOptions{Subprotocols: []string{"amqp"}})
			if err != nil {
				return nil, err
			}
			return websocket.NetConn(context.Background(), socket, websocket.MessageBinary), nil
		}
	}
	return must(azservicebus.NewClientFromConnectionString(connectionString, options))
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 45*time.Second)
	defer cancel()
	connectionString, transport := os.Args[1], os.Args[2]
	out := seen{}
	if transport == "admin" {
		adminWalk(ctx, connectionString, out)
	} else {
		bus := client(connectionString, transport)
		queueWalk(ctx, bus, out)
		scheduleWalk(ctx, bus, out)
		sessionWalk(ctx, bus, out)
		refusals(ctx, bus, out)
		check(bus.Close(ctx))
	}
	fmt.Println(string(must(json.Marshal(out))))
}
