package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
)

// sending is what a message is made of, batches, limits, and an entity that is not there.
func sending(b bus, out seen) {
	large := &azservicebus.Message{Body: make([]byte, 300_000)}
	out.show("send", func() any { return sent(b) })
	out.show("application-properties", func() any {
		kept := b.properties("application-properties", map[string]any{"text": "v", "whole": int32(7), "half": 1.5, "flag": true})
		return fields{"text": typed[string](kept["text"]), "whole": typed[int32](kept["whole"]), "half": typed[float64](kept["half"]), "flag": typed[bool](kept["flag"])}
	})
	out.show("long-property", func() any {
		return typed[int64](b.properties("long-property", map[string]any{"long": int64(1) << 40})["long"])
	})
	out.show("time-property", func() any {
		kept := b.properties("time-property", map[string]any{"time": time.UnixMilli(1_700_000_000_000)})["time"].(time.Time)
		return kept.UTC().Format("2006-01-02T15:04:05.000Z")
	})
	out.show("batch", func() any {
		sender := must(b.NewSender("batch", nil))
		batch := must(sender.NewMessageBatch(b.ctx, nil))
		for number := range 3 {
			check(batch.AddMessage(body(fmt.Sprint("batched ", number)), nil))
		}
		check(sender.SendMessageBatch(b.ctx, batch, nil))
		receiver := b.receiver("batch")
		defer b.close(sender, receiver)
		return bodies(b.receive(receiver, 3))
	})
	out.show("batch-limit", func() any {
		sender := must(b.NewSender("batch-limit", nil))
		defer b.close(sender)
		batch := must(sender.NewMessageBatch(b.ctx, nil))
		return fields{"small": batch.AddMessage(body("small"), nil) == nil, "large": !errors.Is(batch.AddMessage(large, nil), azservicebus.ErrMessageTooLarge)}
	})
	out.show("too-large", func() any {
		return word(must(b.NewSender("too-large", nil)).SendMessage(b.ctx, large, nil))
	})
	out.show("unknown-entity", func() any {
		_, err := b.receiver("nowhere").ReceiveMessages(b.ctx, 1, nil)
		return fields{"send": word(must(b.NewSender("nowhere", nil)).SendMessage(b.ctx, body("x"), nil)), "receive": word(err)}
	})
}

func sent(b bus) any {
	b.send("send", &azservicebus.Message{
		Body: []byte(`{"a": 1}`), ContentType: to("application/json"), MessageID: to("m1"), Subject: to("s"), CorrelationID: to("c"),
		ReplyTo: to("answers"), To: to("Leeds"), TimeToLive: to(time.Hour),
	})
	receiver := b.receiver("send")
	defer b.close(receiver)
	message := b.one(receiver)
	return fields{
		"body": string(message.Body), "contentType": message.ContentType, "messageId": message.MessageID, "subject": message.Subject,
		"correlationId": message.CorrelationID, "replyTo": message.ReplyTo, "to": message.To, "deliveryCount": earlier(message),
		"sequenceNumber": message.SequenceNumber, "liveSeconds": message.ExpiresAt.Sub(*message.EnqueuedTime).Seconds(),
	}
}

func (b bus) properties(queue string, properties map[string]any) map[string]any {
	b.send(queue, &azservicebus.Message{Body: []byte("x"), ApplicationProperties: properties})
	receiver := b.receiver(queue)
	defer b.close(receiver)
	return b.one(receiver).ApplicationProperties
}
