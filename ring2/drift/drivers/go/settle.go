package main

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/Azure/go-amqp"
)

// settlement is what a client decides of a message, in the two ways that there are to say it.
type settlement struct {
	// By a disposition on the link that delivered it.
	dispose func(ctx context.Context, link *amqp.Receiver, message *amqp.Message) error
	// By update-disposition, where no link can: the body's further fields.
	update map[string]any
}

func completed() settlement {
	return settlement{
		func(ctx context.Context, link *amqp.Receiver, message *amqp.Message) error {
			return link.AcceptMessage(ctx, message)
		},
		map[string]any{"disposition-status": "completed"},
	}
}

func abandoned(properties map[string]any) settlement {
	return modified("abandoned", properties, false)
}

// deferred is spelled so by the bus.
func deferred(properties map[string]any) settlement { return modified("defered", properties, true) }

func modified(status string, properties map[string]any, undeliverableHere bool) settlement {
	annotations := amqp.Annotations{}
	for name, value := range properties {
		annotations[name] = value
	}
	options := &amqp.ModifyMessageOptions{UndeliverableHere: undeliverableHere, Annotations: annotations}
	return settlement{
		func(ctx context.Context, link *amqp.Receiver, message *amqp.Message) error {
			return link.ModifyMessage(ctx, message, options)
		},
		withProperties(map[string]any{"disposition-status": status}, properties),
	}
}

func deadLettered(reason, description string, properties map[string]any) settlement {
	info := map[string]any{"DeadLetterReason": reason, "DeadLetterErrorDescription": description}
	maps.Copy(info, properties)
	why := &amqp.Error{Condition: "com.microsoft:dead-letter", Info: info}
	return settlement{
		func(ctx context.Context, link *amqp.Receiver, message *amqp.Message) error {
			return link.RejectMessage(ctx, message, why)
		},
		withProperties(map[string]any{"disposition-status": "suspended", "deadletter-reason": reason, "deadletter-description": description}, properties),
	}
}

func withProperties(update, properties map[string]any) map[string]any {
	if len(properties) > 0 {
		update["properties-to-modify"] = properties
	}
	return update
}

// settle says it on the link that delivered the message. Where that has settled it already, is over, or never was, it is
// said to $management, which knows locks by their tokens alone; a session's link that is over took its locks with it.
func (d *driver) settle(ctx context.Context, handle string, how settlement) error {
	own, err := d.find(handle)
	if err != nil {
		return err
	}
	own.mu.Lock()
	defer own.mu.Unlock()
	if own.message != nil && (own.session != nil || !own.by.isOver()) {
		err := how.dispose(ctx, own.by.link, own.message)
		if err == nil || !isEnd(err) {
			own.message = nil
		}
		if err == nil || !wasForced(err) {
			return err
		}
	}
	_, err = d.manage(ctx, own.entity, "update-disposition", own.link(), own.about(how.update))
	return err
}

func (d *driver) find(handle string) (*held, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if own := d.held[handle]; own != nil {
		return own, nil
	}
	return nil, fmt.Errorf("there is no message %q", handle)
}

// renew lengthens a message's lock; it tells the lock's new end in milliseconds since the epoch.
func (d *driver) renew(ctx context.Context, handle string) (int64, error) {
	own, err := d.find(handle)
	if err != nil {
		return 0, err
	}
	value, err := d.manage(ctx, own.entity, "renew-lock", own.link(), own.about(map[string]any{}))
	if err != nil {
		return 0, err
	}
	ends, _ := value["expirations"].([]time.Time)
	if len(ends) != 1 {
		return 0, fmt.Errorf("a renewed lock without its end")
	}
	return ends[0].UnixMilli(), nil
}

// about says in the body of a request which lock it is about.
func (h *held) about(body map[string]any) map[string]any {
	body = maps.Clone(body)
	body["lock-tokens"] = []amqp.UUID{h.lock}
	if h.session != nil {
		body["session-id"] = *h.session
	}
	return body
}

func (h *held) link() string {
	if h.by == nil {
		return ""
	}
	return h.by.link.LinkName()
}
