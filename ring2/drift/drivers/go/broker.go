package main

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/Azure/go-amqp"
)

// errNoServiceBus is what stands for whatever only $management could do.
var errNoServiceBus = errors.New("the broker is no Service Bus: it has no $management")

// broker is the URL of an AMQP 1.0 broker that is no Service Bus, amqp://user:password@host:port/prefix, in place of a
// connection string; nil for a Service Bus. It is not asked for $cbs nor $management.
func (t target) broker() *url.URL {
	if !strings.HasPrefix(t.ConnectionString, "amqp:") && !strings.HasPrefix(t.ConnectionString, "amqps:") {
		return nil
	}
	// What the caller could not read never comes here.
	at, err := url.Parse(t.ConnectionString)
	if err != nil {
		return &url.URL{}
	}
	return at
}

// farewell is how long the end of a link may take. RabbitMQ 3 does not answer it at all.
func (t target) farewell(ctx context.Context) (context.Context, context.CancelFunc) {
	if t.broker() != nil {
		return context.WithTimeout(ctx, 100*time.Millisecond)
	}
	return context.WithCancel(ctx)
}

// sasl proves who asks only where no token will.
func (t target) sasl() amqp.SASLType {
	if at := t.broker(); at != nil && at.User != nil {
		password, _ := at.User.Password()
		return amqp.SASLTypePlain(at.User.Username(), password)
	}
	return amqp.SASLTypeAnonymous()
}

// address is the one of an entity: a broker may keep its queues below a prefix.
func (t target) address(entity string) string {
	if at := t.broker(); at != nil {
		return at.Path + entity
	}
	return entity
}
