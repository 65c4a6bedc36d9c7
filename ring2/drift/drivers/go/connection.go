package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/Azure/go-amqp"
)

// connection is one AMQP connection with one session for all its links.
type connection struct {
	target  target
	conn    *amqp.Conn
	session *amqp.Session
	mu      sync.Mutex
	nodes   map[string]*node
	tokens  map[string]time.Time
}

// connection is the one that there is, or a new one when it has ended.
func (c *client) connection(ctx context.Context) (*connection, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current != nil && !c.current.isOver() {
		return c.current, nil
	}
	conn, err := c.target.dial(ctx)
	if err != nil {
		return nil, err
	}
	session, err := conn.NewSession(ctx, nil)
	if err != nil {
		conn.Close()
		return nil, err
	}
	c.current = &connection{target: c.target, conn: conn, session: session, nodes: map[string]*node{}, tokens: map[string]time.Time{}}
	return c.current, nil
}

func (c *connection) isOver() bool {
	select {
	case <-c.conn.Done():
		return true
	default:
		return false
	}
}

// retire closes the connection; the next operation has a new one, which it needs when the session of this one has ended.
func (c *client) retire() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current != nil {
		c.current.close()
		c.current = nil
	}
}

func isSessionEnd(err error) bool {
	var session *amqp.SessionError
	return errors.As(err, &session)
}

// close waits for the peer's farewell as long as the library does.
func (c *connection) close() { c.conn.Close() }

// onConnection asks on the connection that there is, and on a new one if the bus turns out to have ended it as unused.
func onConnection[T any](ctx context.Context, c *client, ask func(*connection) (T, error)) (T, error) {
	at, err := c.connection(ctx)
	if err != nil {
		var none T
		return none, err
	}
	value, err := ask(at)
	if err == nil || !wasForced(err) {
		return value, err
	}
	if at, err = c.connection(ctx); err != nil {
		var none T
		return none, err
	}
	return ask(at)
}
