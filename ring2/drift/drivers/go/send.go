package main

import (
	"context"
	"errors"

	"github.com/Azure/go-amqp"
)

// batchFormat is the message-format of a batch: data sections that each hold an encoded message. Microsoft's, not AMQP's.
const batchFormat = 0x80013700

// send sends each message by itself, or all in one transfer. The link is there for it alone: one that was kept could have
// been detached as unused, and whether a message was taken then would be a guess.
func (d *driver) send(ctx context.Context, entity string, messages []outgoing, batch bool) error {
	encoded := make([]*amqp.Message, len(messages))
	for i, message := range messages {
		var err error
		if encoded[i], err = message.encode(); err != nil {
			return err
		}
	}
	if batch {
		whole, err := batchOf(encoded)
		if err != nil {
			return err
		}
		encoded = []*amqp.Message{whole}
	}
	sender, err := onConnection(ctx, d.client, func(c *connection) (*amqp.Sender, error) {
		if err := c.authorize(ctx, entity); err != nil {
			return nil, err
		}
		return c.session.NewSender(ctx, c.target.address(entity), nil)
	})
	if err != nil {
		return err
	}
	defer func() {
		leaving, cancel := d.client.target.farewell(ctx)
		defer cancel()
		sender.Close(leaving)
	}()
	for _, message := range encoded {
		if err := transfer(ctx, sender, message); err != nil {
			return err
		}
	}
	return nil
}

// batchOf repeats what the first message says of itself outside, as the official clients do.
func batchOf(messages []*amqp.Message) (*amqp.Message, error) {
	whole := &amqp.Message{Format: batchFormat}
	for i, message := range messages {
		bytes, err := message.MarshalBinary()
		if err != nil {
			return nil, err
		}
		whole.Data = append(whole.Data, bytes)
		if i == 0 {
			whole.Header, whole.Annotations, whole.Properties, whole.ApplicationProperties = message.Header, message.Annotations, message.Properties, message.ApplicationProperties
		}
	}
	return whole, nil
}

// transfer settles with the peer's outcome; any other than accepted is a refusal.
func transfer(ctx context.Context, sender *amqp.Sender, message *amqp.Message) error {
	// What fails before the message is out is the library's own, though it may speak like the bus.
	receipt, err := sender.SendWithReceipt(ctx, message, nil)
	var own *amqp.Error
	if err != nil && !isEnd(err) && errors.As(err, &own) {
		if own.Condition == amqp.ErrCondMessageSizeExceeded {
			return &refusal{Code: "NotOffered", Message: "oversized-messages"}
		}
		return clientFailed(err)
	}
	if err != nil {
		return err
	}
	state, err := receipt.Wait(ctx)
	if err != nil {
		return err
	}
	switch outcome := state.(type) {
	case *amqp.StateAccepted:
		return nil
	case *amqp.StateRejected:
		if outcome.Error != nil {
			return outcome.Error
		}
		return &refusal{Code: "GeneralError", Message: "the message was rejected without an error"}
	case *amqp.StateReleased:
		return &refusal{Code: "GeneralError", Message: "the message was released", Retryable: true}
	case *amqp.StateModified:
		return &refusal{Code: "GeneralError", Message: "the message was modified", Retryable: true}
	}
	return &refusal{Code: "GeneralError", Message: "the message was settled without an outcome"}
}

// isEnd says that a link, a session or the connection ended, by whomever.
func isEnd(err error) bool {
	var link *amqp.LinkError
	var session *amqp.SessionError
	var connection *amqp.ConnError
	return errors.As(err, &link) || errors.As(err, &session) || errors.As(err, &connection)
}
