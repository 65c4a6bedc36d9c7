package main

import (
	"context"
	"strconv"
	"sync"

	"github.com/Azure/go-amqp"
)

// driver has links and handles of its own on its client's connection.
type driver struct {
	client    *client
	mu        sync.Mutex
	count     int
	receivers map[string]*receiver
	sessions  map[string]*receiver
	held      map[string]*held
}

func newDriver(owner *client) *driver {
	d := &driver{client: owner}
	d.forget()
	return d
}

func (d *driver) forget() {
	d.receivers, d.sessions, d.held = map[string]*receiver{}, map[string]*receiver{}, map[string]*held{}
}

// held is a received message until it is settled, and after.
type held struct {
	entity string
	// The link that delivered it; nil when it came by its number.
	by *receiver
	// Nil when no disposition can settle it any more, nor ever could.
	message *amqp.Message
	session *string
	lock    amqp.UUID
	mu      sync.Mutex
}

// hold keeps a message under a handle, and tells both.
func (d *driver) hold(own *held, message *amqp.Message) map[string]any {
	d.mu.Lock()
	defer d.mu.Unlock()
	handle := d.handle()
	d.held[handle] = own
	lock := ""
	if own.lock != (amqp.UUID{}) {
		lock = own.lock.String()
	}
	return map[string]any{"handle": handle, "message": seen(message, lock)}
}

// handle is a new one; d.mu must be held.
func (d *driver) handle() string {
	d.count++
	return strconv.Itoa(d.count)
}

// leave closes the links; what they hold stays held.
func (d *driver) leave(ctx context.Context) {
	d.mu.Lock()
	var all []*receiver
	for _, each := range d.receivers {
		all = append(all, each)
	}
	for _, each := range d.sessions {
		all = append(all, each)
	}
	d.forget()
	d.mu.Unlock()
	for _, each := range all {
		each.close(ctx)
	}
}
