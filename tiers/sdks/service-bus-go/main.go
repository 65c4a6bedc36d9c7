// The unmodified azservicebus client against one connection string; prints what it saw, by behaviour.
//
//	service-bus-go CONNECTION_STRING tcp|tls|websocket|admin CA_FILE
//
// TLS trusts what SSL_CERT_FILE names.
package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
	"github.com/coder/websocket"
)

func connect(connectionString, transport string) *azservicebus.Client {
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

// version is that of the module that is linked in.
func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if strings.HasSuffix(module.Path, "/messaging/azservicebus") {
			return strings.TrimPrefix(module.Version, "v")
		}
	}
	return "unknown"
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 90*time.Second)
	defer cancel()
	connectionString, transport := os.Args[1], os.Args[2]
	out := seen{}
	if transport == "admin" {
		adminWalk(ctx, connectionString, out)
	} else {
		b := bus{ctx, connect(connectionString, transport)}
		for _, walk := range []func(bus, seen){sending, settling, browsing, sessions, topics} {
			walk(b, out)
		}
		check(b.Close(ctx))
	}
	fmt.Println(string(must(json.Marshal(fields{"version": version(), "seen": out}))))
}
