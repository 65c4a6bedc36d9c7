package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/Azure/go-amqp"
)

// receiver is one receiving link, with no more credit than somebody waits for.
type receiver struct {
	entity string
	// Nil when the link is on no session; a session's name may be empty.
	session *string
	link    *amqp.Receiver
	target  target
	// One at a time may wait for a message, so that each credit is somebody's.
	waiting sync.Mutex
	mu      sync.Mutex
	over    bool
}

// receiver is the link to the entity in this mode that there is, or a new one.
func (d *driver) receiver(ctx context.Context, entity, mode string) (*receiver, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := mode + " " + entity
	if d.client.target.broker() != nil {
		// A link of its own for each message: the credit that is left is taken back with the link, not every broker can drain.
		key += " " + d.handle()
	}
	if known := d.receivers[key]; known != nil && !known.isOver() {
		return known, nil
	}
	opened, err := d.attach(ctx, entity, mode, nil)
	if err == nil {
		d.receivers[key] = opened
	}
	return opened, err
}

// attach opens a receiving link: peek-lock settles second, receive-and-delete is sent settled
// (service-bus-amqp-protocol-guide).
func (d *driver) attach(ctx context.Context, entity, mode string, options *amqp.ReceiverOptions) (*receiver, error) {
	if options == nil {
		options = &amqp.ReceiverOptions{}
	}
	first, second := amqp.ReceiverSettleModeFirst, amqp.ReceiverSettleModeSecond
	settled, unsettled := amqp.SenderSettleModeSettled, amqp.SenderSettleModeUnsettled
	options.Credit = -1
	options.SettlementMode, options.RequestedSenderSettleMode = &second, &unsettled
	if mode == "receive-and-delete" {
		options.SettlementMode, options.RequestedSenderSettleMode = &first, &settled
	}
	if d.client.target.broker() != nil {
		// Others need not offer to settle second.
		options.SettlementMode = nil
	}
	link, err := onConnection(ctx, d.client, func(c *connection) (*amqp.Receiver, error) {
		if err := c.authorize(ctx, entity); err != nil {
			return nil, err
		}
		return c.session.NewReceiver(ctx, c.target.address(entity), options)
	})
	if err != nil {
		return nil, err
	}
	return &receiver{entity: entity, link: link, target: d.client.target}, nil
}

func (r *receiver) isOver() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.over
}

func (r *receiver) end() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.over = true
}

func (r *receiver) close(ctx context.Context) {
	r.end()
	leaving, cancel := r.target.farewell(ctx)
	defer cancel()
	r.link.Close(leaving)
}

// closeReceiver ends the links to an entity; what they hold stays held.
func (d *driver) closeReceiver(ctx context.Context, entity string) {
	d.mu.Lock()
	var closing []*receiver
	for key, each := range d.receivers {
		if each.entity == entity {
			closing = append(closing, each)
			delete(d.receivers, key)
		}
	}
	d.mu.Unlock()
	for _, each := range closing {
		each.close(ctx)
	}
}

// next gives one credit and waits for one message; when none comes it takes the credit back. Nil when there was none.
func (r *receiver) next(ctx context.Context, patience time.Duration) (*amqp.Message, error) {
	r.waiting.Lock()
	defer r.waiting.Unlock()
	if err := r.link.IssueCredit(1); err != nil {
		return nil, err
	}
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	message, err := r.link.Receive(waiting, nil)
	if err == nil {
		return message, nil
	}
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		if r.target.broker() != nil {
			r.close(ctx)
			return nil, nil
		}
		// What was on its way comes before the peer's answer to the drain.
		if err = r.link.DrainCredit(ctx, nil); err == nil {
			return r.link.Prefetched(), nil
		}
	}
	if isEnd(err) {
		r.end()
	}
	return nil, err
}
