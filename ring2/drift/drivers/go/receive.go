package main

import (
	"context"
	"fmt"
	"time"

	"github.com/Azure/go-amqp"
)

// receive waits for one message of the entity; nothing is answered when none came.
func (d *driver) receive(ctx context.Context, entity, mode string, brief bool) (any, error) {
	by, err := d.receiver(ctx, entity, mode)
	if err != nil {
		return nil, err
	}
	message, err := by.next(ctx, d.patience(brief))
	if err != nil && wasForced(err) {
		// Detached as unused, perhaps before anybody asked: by a new link it is asked for the first time.
		if by, err = d.receiver(ctx, entity, mode); err != nil {
			return nil, err
		}
		message, err = by.next(ctx, d.patience(brief))
	}
	if err != nil || message == nil {
		return nil, err
	}
	return d.delivered(by, message, mode != "receive-and-delete"), nil
}

func (d *driver) patience(brief bool) time.Duration {
	if brief {
		return milliseconds(d.client.target.BriefMs)
	}
	return milliseconds(d.client.target.PatienceMs)
}

// delivered holds what came by a link: its delivery tag is its lock token.
func (d *driver) delivered(by *receiver, message *amqp.Message, locked bool) any {
	own := &held{entity: by.entity, by: by, message: message, session: by.session}
	if locked {
		own.lock = lockToken(message.DeliveryTag)
	}
	return d.hold(own, message)
}

// lockToken is what a delivery tag stands for: a GUID in .NET's order, whose first three groups are little-endian
// (service-bus-amqp-request-response).
func lockToken(tag []byte) amqp.UUID {
	var token amqp.UUID
	if len(tag) != len(token) {
		return token
	}
	for i, from := range [16]int{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15} {
		token[i] = tag[from]
	}
	return token
}

// receiveDeferred takes a message by its number; by is the session's link where it is in a session.
func (d *driver) receiveDeferred(ctx context.Context, entity string, number int64, by *receiver) (any, error) {
	const lockMode = uint32(1)
	body := map[string]any{"sequence-numbers": []int64{number}, "receiver-settle-mode": lockMode}
	link, session := by.inSession(body)
	value, err := d.manage(ctx, entity, "receive-by-sequence-number", link, body)
	if err != nil {
		return nil, err
	}
	found, err := listed(value, "messages")
	if err != nil || len(found) == 0 {
		return nil, err
	}
	message, err := embedded(found[0])
	if err != nil {
		return nil, err
	}
	token, _ := found[0]["lock-token"].(amqp.UUID)
	return d.hold(&held{entity: entity, session: session, lock: token}, message), nil
}

// peek shows messages without locking them, from a number on.
func (d *driver) peek(ctx context.Context, entity string, count int32, from int64, by *receiver) (any, error) {
	body := map[string]any{"from-sequence-number": from, "message-count": count}
	link, _ := by.inSession(body)
	value, err := d.manage(ctx, entity, "peek-message", link, body)
	if err != nil {
		return nil, err
	}
	found, err := listed(value, "messages")
	if err != nil {
		return nil, err
	}
	messages := []any{}
	for _, each := range found {
		message, err := embedded(each)
		if err != nil {
			return nil, err
		}
		messages = append(messages, seen(message, ""))
	}
	return messages, nil
}

// inSession says in the body of a request which session it is about; it tells the names of the link and the session.
func (r *receiver) inSession(body map[string]any) (link string, session *string) {
	if r == nil {
		return "", nil
	}
	body["session-id"] = *r.session
	return r.link.LinkName(), r.session
}

// listed are the maps that an answer lists under a name; none when nothing was answered.
func listed(value map[string]any, name string) ([]map[string]any, error) {
	items, isList := value[name].([]any)
	if value != nil && !isList {
		return nil, fmt.Errorf("an answer without a list of %s", name)
	}
	maps := make([]map[string]any, len(items))
	for i, item := range items {
		if maps[i], isList = item.(map[string]any); !isList {
			return nil, fmt.Errorf("one of the %s is no map", name)
		}
	}
	return maps, nil
}

// embedded is the message that travels encoded in a map.
func embedded(item map[string]any) (*amqp.Message, error) {
	bytes, _ := item["message"].([]byte)
	message := new(amqp.Message)
	return message, message.UnmarshalBinary(bytes)
}
