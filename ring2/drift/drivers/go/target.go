package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/Azure/go-amqp"
	"github.com/coder/websocket"
)

// target is where and how long to ask, as the request `connect` says it.
type target struct {
	ConnectionString string `json:"connectionString"`
	Host             string `json:"host"`
	Port             int    `json:"port"`
	Transport        string `json:"transport"`
	Plain            bool   `json:"plain"`
	PatienceMs       int64  `json:"patienceMs"`
	BriefMs          int64  `json:"briefMs"`
	AnswerMs         int64  `json:"answerMs"`
	CAFile           string `json:"caFile"`
}

// dial opens an AMQP connection.
func (t target) dial(ctx context.Context) (*amqp.Conn, error) {
	stream, err := t.stream(ctx)
	if err != nil {
		return nil, connectionFailed(err)
	}
	conn, err := amqp.NewConn(ctx, stream, &amqp.ConnOptions{HostName: t.Host, SASLType: t.sasl()})
	// The library has no type for it.
	if err != nil && strings.Contains(err.Error(), "auth failed with code") {
		return nil, &refusal{Code: "UnauthorizedAccess", Message: err.Error(), Retryable: true}
	}
	return conn, err
}

func (t target) stream(ctx context.Context) (net.Conn, error) {
	security, err := t.tls()
	if err != nil {
		return nil, err
	}
	at := net.JoinHostPort(t.Host, strconv.Itoa(t.Port))
	switch {
	case t.Transport == "websocket":
		return t.webSocket(ctx, at, security)
	case t.Plain:
		return new(net.Dialer).DialContext(ctx, "tcp", at)
	}
	return (&tls.Dialer{Config: security}).DialContext(ctx, "tcp", at)
}

// webSocket is AMQP in binary messages (OASIS "AMQP WebSocket Binding"), by Service Bus' own path and sub-protocol.
func (t target) webSocket(ctx context.Context, at string, security *tls.Config) (net.Conn, error) {
	scheme := "wss"
	if t.Plain {
		scheme = "ws"
	}
	address := url.URL{Scheme: scheme, Host: at, Path: "/$servicebus/websocket"}
	socket, _, err := websocket.Dial(ctx, address.String(), &websocket.DialOptions{
		Subprotocols: []string{"AMQPWSB10"},
		HTTPClient:   &http.Client{Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, TLSClientConfig: security}},
	})
	if err != nil {
		return nil, err
	}
	// The connection lives longer than the request that made it.
	return websocket.NetConn(context.Background(), socket, websocket.MessageBinary), nil
}

// tls trusts the target's own certificate beside the system's.
func (t target) tls() (*tls.Config, error) {
	config := &tls.Config{ServerName: t.Host}
	if t.CAFile == "" {
		return config, nil
	}
	pem, err := os.ReadFile(t.CAFile)
	if err != nil {
		return nil, err
	}
	if config.RootCAs, err = x509.SystemCertPool(); err != nil {
		config.RootCAs = x509.NewCertPool()
	}
	if !config.RootCAs.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%s has no certificate", t.CAFile)
	}
	return config, nil
}
