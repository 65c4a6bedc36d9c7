package main

import (
	"context"
	"encoding/json"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
)

// bus is the client, and what every walk needs of it.
type bus struct {
	ctx context.Context
	*azservicebus.Client
}

type messageReceiver interface {
	ReceiveMessages(context.Context, int, *azservicebus.ReceiveMessagesOptions) ([]*azservicebus.ReceivedMessage, error)
}

type closer interface{ Close(context.Context) error }

func (b bus) close(links ...closer) {
	for _, link := range links {
		check(link.Close(b.ctx))
	}
}

func (b bus) receiver(queue string) *azservicebus.Receiver {
	return must(b.NewReceiverForQueue(queue, nil))
}

func (b bus) send(entity string, messages ...*azservicebus.Message) {
	sender := must(b.NewSender(entity, nil))
	for _, message := range messages {
		check(sender.SendMessage(b.ctx, message, nil))
	}
	b.close(sender)
}

func body(text string) *azservicebus.Message { return &azservicebus.Message{Body: []byte(text)} }

func (b bus) receive(receiver messageReceiver, count int) []*azservicebus.ReceivedMessage {
	var all []*azservicebus.ReceivedMessage
	for len(all) < count {
		all = append(all, must(receiver.ReceiveMessages(b.ctx, count-len(all), nil))...)
	}
	return all
}

func (b bus) one(receiver messageReceiver) *azservicebus.ReceivedMessage {
	return b.receive(receiver, 1)[0]
}

func bodies(messages []*azservicebus.ReceivedMessage) []string {
	texts := []string{}
	for _, message := range messages {
		texts = append(texts, string(message.Body))
	}
	return texts
}

func (b bus) peek(receiver *azservicebus.Receiver) []*azservicebus.ReceivedMessage {
	return must(receiver.PeekMessages(b.ctx, 5, &azservicebus.PeekMessagesOptions{FromSequenceNumber: to(int64(0))}))
}

func (b bus) left(receiver *azservicebus.Receiver) []string { return bodies(b.peek(receiver)) }

// earlier is the count of earlier deliveries; the client counts the present one too.
func earlier(message *azservicebus.ReceivedMessage) uint32 { return message.DeliveryCount - 1 }

func stateOf(message *azservicebus.ReceivedMessage) string {
	return map[azservicebus.MessageState]string{
		azservicebus.MessageStateActive: "active", azservicebus.MessageStateDeferred: "deferred", azservicebus.MessageStateScheduled: "scheduled",
	}[message.State]
}

// typed is the JSON of what has this very Go type; of another it is an error that says which.
func typed[T any](value any) json.RawMessage { return must(json.Marshal(value.(T))) }
