package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
)

const queue = "orders"

type messageReceiver interface {
	ReceiveMessages(context.Context, int, *azservicebus.ReceiveMessagesOptions) ([]*azservicebus.ReceivedMessage, error)
}

func to[T any](value T) *T { return &value }

func receive(ctx context.Context, receiver messageReceiver, count int) []*azservicebus.ReceivedMessage {
	var all []*azservicebus.ReceivedMessage
	for len(all) < count {
		all = append(all, must(receiver.ReceiveMessages(ctx, count-len(all), nil))...)
	}
	return all
}

func bodies(messages []*azservicebus.ReceivedMessage) []string {
	texts := []string{}
	for _, message := range messages {
		texts = append(texts, string(message.Body))
	}
	return texts
}

func queueWalk(ctx context.Context, bus *azservicebus.Client, out seen) {
	sender := must(bus.NewSender(queue, nil))
	receiver := must(bus.NewReceiverForQueue(queue, nil))
	check(sender.SendMessage(ctx, &azservicebus.Message{
		Body: []byte(`{"a": 1}`), ContentType: to("application/json"), MessageID: to("m1"), Subject: to("s"), CorrelationID: to("c"),
		ReplyTo: to("answers"), To: to("Leeds"), TimeToLive: to(time.Hour),
		ApplicationProperties: map[string]any{
			"k": "v", "int32": int32(7), "int64": int64(1) << 40, "f": 1.5, "yes": true, "at": time.UnixMilli(1_700_000_000_000).UTC(),
		},
	}, nil))
	message := receive(ctx, receiver, 1)[0]
	types := map[string]string{}
	for name, value := range message.ApplicationProperties {
		types[name] = fmt.Sprintf("%T %v", value, value)
	}
	out["sent"] = seen{
		"body": string(message.Body), "contentType": message.ContentType, "id": message.MessageID, "subject": message.Subject, "correlationId": message.CorrelationID,
		"replyTo": message.ReplyTo, "to": message.To, "properties": types, "deliveryCount": message.DeliveryCount, "sequenceNumber": message.SequenceNumber,
		"lockSeconds": message.LockedUntil.Sub(*message.EnqueuedTime).Round(time.Second).Seconds(),
		"liveSeconds": message.ExpiresAt.Sub(*message.EnqueuedTime).Seconds(), "state": message.State,
	}
	before := *message.LockedUntil
	check(receiver.RenewMessageLock(ctx, message, nil))
	out["renewed"] = !message.LockedUntil.Before(before)
	check(receiver.AbandonMessage(ctx, message, &azservicebus.AbandonMessageOptions{PropertiesToModify: map[string]any{"tried": "once"}}))
	again := receive(ctx, receiver, 1)[0]
	out["abandoned"] = seen{
		"deliveryCount": again.DeliveryCount, "same": *again.SequenceNumber == *message.SequenceNumber, "tried": again.ApplicationProperties["tried"],
	}
	check(receiver.DeadLetterMessage(ctx, again, &azservicebus.DeadLetterOptions{Reason: to("why"), ErrorDescription: to("because")}))

	batch := must(sender.NewMessageBatch(ctx, nil))
	for number := range 3 {
		check(batch.AddMessage(&azservicebus.Message{Body: fmt.Appendf(nil, "batched %d", number)}, nil))
	}
	out["tooLarge"] = errors.Is(batch.AddMessage(&azservicebus.Message{Body: make([]byte, 300_000)}, nil), azservicebus.ErrMessageTooLarge)
	check(sender.SendMessageBatch(ctx, batch, nil))
	out["peeked"] = bodies(must(receiver.PeekMessages(ctx, 5, nil)))
	received := receive(ctx, receiver, 3)
	out["batch"] = bodies(received)
	check(receiver.CompleteMessage(ctx, received[0], nil))
	check(receiver.CompleteMessage(ctx, received[1], nil))
	check(receiver.DeferMessage(ctx, received[2], nil))
	deferred := must(receiver.ReceiveDeferredMessages(ctx, []int64{*received[2].SequenceNumber}, nil))
	out["deferred"] = seen{"bodies": bodies(deferred), "deliveryCount": deferred[0].DeliveryCount, "state": deferred[0].State}
	check(receiver.CompleteMessage(ctx, deferred[0], nil))
	out["settledTwice"] = code(receiver.CompleteMessage(ctx, deferred[0], nil))

	dead := must(bus.NewReceiverForQueue(queue, &azservicebus.ReceiverOptions{
		SubQueue: azservicebus.SubQueueDeadLetter, ReceiveMode: azservicebus.ReceiveModeReceiveAndDelete,
	}))
	buried := receive(ctx, dead, 1)[0]
	out["dead"] = []*string{buried.DeadLetterReason, buried.DeadLetterErrorDescription, buried.DeadLetterSource}
	for _, link := range []interface{ Close(context.Context) error }{dead, receiver, sender} {
		check(link.Close(ctx))
	}
}

func scheduleWalk(ctx context.Context, bus *azservicebus.Client, out seen) {
	sender := must(bus.NewSender(queue, nil))
	receiver := must(bus.NewReceiverForQueue(queue, nil))
	numbers := must(sender.ScheduleMessages(ctx, []*azservicebus.Message{{Body: []byte("later")}, {Body: []byte("much later")}}, time.Now().Add(time.Hour), nil))
	from := &azservicebus.PeekMessagesOptions{FromSequenceNumber: &numbers[0]}
	states := []azservicebus.MessageState{}
	for _, message := range must(receiver.PeekMessages(ctx, 5, from)) {
		states = append(states, message.State)
	}
	check(sender.CancelScheduledMessages(ctx, numbers, nil))
	out["scheduled"] = seen{"states": states, "afterCancel": len(must(receiver.PeekMessages(ctx, 5, from)))}

	soon, cancel := context.WithTimeout(ctx, 200*time.Millisecond)
	defer cancel()
	_, err := receiver.ReceiveMessages(soon, 1, nil)
	out["empty"] = errors.Is(err, context.DeadlineExceeded)

	// The cancelled receive took its credit back, or this message would go to nobody.
	check(sender.SendMessage(ctx, &azservicebus.Message{Body: []byte("after the empty receive")}, nil))
	last := receive(ctx, receiver, 1)
	out["afterEmpty"] = bodies(last)
	check(receiver.CompleteMessage(ctx, last[0], nil))
}
