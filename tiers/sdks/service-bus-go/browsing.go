package main

import (
	"context"
	"errors"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
)

// browsing is ways to receive that lock nothing, or find nothing, and messages whose time has not come.
func browsing(b bus, out seen) {
	out.show("receive-and-delete", func() any {
		b.send("receive-and-delete", body("once"))
		receiver := must(b.NewReceiverForQueue("receive-and-delete", &azservicebus.ReceiverOptions{ReceiveMode: azservicebus.ReceiveModeReceiveAndDelete}))
		defer b.close(receiver)
		return fields{"body": string(b.one(receiver).Body), "left": b.left(receiver)}
	})
	out.show("peek", func() any {
		b.send("peek", body("0"), body("1"), body("2"))
		receiver := b.receiver("peek")
		defer b.close(receiver)
		return fields{"peeked": b.left(receiver), "deliveryCount": earlier(b.one(receiver))}
	})
	out.show("schedule", func() any {
		receiver, _, _ := scheduled(b, "schedule")
		states := []string{}
		for _, message := range b.peek(receiver) {
			states = append(states, stateOf(message))
		}
		return fields{"states": states}
	})
	out.show("cancel-scheduled", func() any {
		receiver, sender, numbers := scheduled(b, "cancel-scheduled")
		check(sender.CancelScheduledMessages(b.ctx, numbers, nil))
		return fields{"left": b.left(receiver)}
	})
	out.show("empty-receive", func() any {
		receiver := b.receiver("empty-receive")
		defer b.close(receiver)
		soon, cancel := context.WithTimeout(b.ctx, 200*time.Millisecond)
		defer cancel()
		first, err := receiver.ReceiveMessages(soon, 1, nil)
		if !errors.Is(err, context.DeadlineExceeded) {
			panic(err)
		}
		// The cancelled receive took its credit back, or this message would go to nobody.
		b.send("empty-receive", body("after the empty receive"))
		return fields{"first": len(first), "then": bodies(b.receive(receiver, 1))}
	})
}

func scheduled(b bus, queue string) (*azservicebus.Receiver, *azservicebus.Sender, []int64) {
	sender := must(b.NewSender(queue, nil))
	numbers := must(sender.ScheduleMessages(b.ctx, []*azservicebus.Message{body("later"), body("much later")}, time.Now().Add(time.Hour), nil))
	return b.receiver(queue), sender, numbers
}
