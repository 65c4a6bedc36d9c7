package main

import (
	"math"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
)

// settling is locks and what ends them.
func settling(b bus, out seen) {
	// given sends one message to the behaviour's queue and receives it.
	given := func(behaviour, text string, walk func(*azservicebus.Receiver, *azservicebus.ReceivedMessage) any) {
		out.show(behaviour, func() any {
			b.send(behaviour, body(text))
			receiver := b.receiver(behaviour)
			defer b.close(receiver)
			return walk(receiver, b.one(receiver))
		})
	}
	dead := func(queue string) *azservicebus.ReceivedMessage {
		receiver := must(b.NewReceiverForQueue(queue, &azservicebus.ReceiverOptions{SubQueue: azservicebus.SubQueueDeadLetter, ReceiveMode: azservicebus.ReceiveModeReceiveAndDelete}))
		defer b.close(receiver)
		return b.one(receiver)
	}
	why := &azservicebus.DeadLetterOptions{Reason: to("why"), ErrorDescription: to("because")}

	given("peek-lock", "locked", func(receiver *azservicebus.Receiver, message *azservicebus.ReceivedMessage) any {
		return fields{"lockSeconds": 10 * math.Round(message.LockedUntil.Sub(*message.EnqueuedTime).Seconds()/10), "peeked": b.left(receiver)}
	})
	given("complete", "done", func(receiver *azservicebus.Receiver, message *azservicebus.ReceivedMessage) any {
		check(receiver.CompleteMessage(b.ctx, message, nil))
		return fields{"left": b.left(receiver)}
	})
	given("abandon", "again", func(receiver *azservicebus.Receiver, message *azservicebus.ReceivedMessage) any {
		check(receiver.AbandonMessage(b.ctx, message, nil))
		again := b.one(receiver)
		return fields{"deliveryCounts": []uint32{earlier(message), earlier(again)}, "same": *again.SequenceNumber == *message.SequenceNumber}
	})
	given("abandon-with-properties", "again", func(receiver *azservicebus.Receiver, message *azservicebus.ReceivedMessage) any {
		check(receiver.AbandonMessage(b.ctx, message, &azservicebus.AbandonMessageOptions{PropertiesToModify: map[string]any{"tried": "once"}}))
		return b.one(receiver).ApplicationProperties
	})
	given("dead-letter", "bad", func(receiver *azservicebus.Receiver, message *azservicebus.ReceivedMessage) any {
		check(receiver.DeadLetterMessage(b.ctx, message, why))
		return fields{"left": b.left(receiver)}
	})
	given("dead-letter-queue", "bad", func(receiver *azservicebus.Receiver, message *azservicebus.ReceivedMessage) any {
		check(receiver.DeadLetterMessage(b.ctx, message, why))
		buried := dead("dead-letter-queue")
		return fields{"body": string(buried.Body), "reason": buried.DeadLetterReason, "description": buried.DeadLetterErrorDescription, "source": buried.DeadLetterSource}
	})
	given("max-delivery-count", "bad", func(receiver *azservicebus.Receiver, message *azservicebus.ReceivedMessage) any {
		check(receiver.AbandonMessage(b.ctx, message, nil))
		return fields{"reason": dead("max-delivery-count").DeadLetterReason}
	})
	given("defer", "later", func(receiver *azservicebus.Receiver, message *azservicebus.ReceivedMessage) any {
		check(receiver.DeferMessage(b.ctx, message, nil))
		return fields{"state": stateOf(b.peek(receiver)[0])}
	})
	deferred := func(receiver *azservicebus.Receiver, message *azservicebus.ReceivedMessage) *azservicebus.ReceivedMessage {
		check(receiver.DeferMessage(b.ctx, message, nil))
		found := must(receiver.ReceiveDeferredMessages(b.ctx, []int64{*message.SequenceNumber}, nil))[0]
		check(receiver.CompleteMessage(b.ctx, found, nil))
		return found
	}
	given("receive-deferred", "later", func(receiver *azservicebus.Receiver, message *azservicebus.ReceivedMessage) any {
		found := deferred(receiver, message)
		return fields{"body": string(found.Body), "deliveryCount": earlier(found), "left": b.left(receiver)}
	})
	given("settle-twice", "twice", func(receiver *azservicebus.Receiver, message *azservicebus.ReceivedMessage) any {
		return word(receiver.CompleteMessage(b.ctx, deferred(receiver, message), nil))
	})
	given("renew-lock", "slow", func(receiver *azservicebus.Receiver, message *azservicebus.ReceivedMessage) any {
		before := *message.LockedUntil
		check(receiver.RenewMessageLock(b.ctx, message, nil))
		return fields{"renewed": !message.LockedUntil.Before(before) && message.LockedUntil.After(time.Now())}
	})
	given("lock-lost", "slow", func(receiver *azservicebus.Receiver, message *azservicebus.ReceivedMessage) any {
		again := b.one(receiver)
		return fields{"deliveryCount": earlier(again), "renew": word(receiver.RenewMessageLock(b.ctx, message, nil))}
	})
}
