package main

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"time"

	"github.com/Azure/go-amqp"
)

var states = map[int64]string{1: "deferred", 2: "scheduled"}

// seen is a message as a SeenMessage of ../../message.ts. lock is its lock token, empty when it has none.
func seen(message *amqp.Message, lock string) map[string]any {
	shownOf := map[string]any{"properties": shownAll(message.ApplicationProperties), "body": bodyOf(message), "state": "active"}
	tell := func(name string, value any) {
		if value != nil {
			shownOf[name] = value
		}
	}
	if lock != "" {
		tell("lockToken", lock)
	}
	if header := message.Header; header != nil {
		tell("deliveryCount", header.DeliveryCount)
		if header.TTL > 0 {
			tell("timeToLive", header.TTL.Milliseconds())
		}
	}
	if own := message.Properties; own != nil {
		tell("messageId", someText(own.MessageID))
		tell("correlationId", someText(own.CorrelationID))
		for name, text := range map[string]*string{
			"contentType": own.ContentType, "subject": own.Subject, "sessionId": own.GroupID, "to": own.To,
			"replyTo": own.ReplyTo, "replyToSessionId": own.ReplyToGroupID,
		} {
			if text != nil {
				tell(name, *text)
			}
		}
	}
	annotated(message.Annotations, tell)
	tell("deadLetterReason", someText(message.ApplicationProperties["DeadLetterReason"]))
	tell("deadLetterDescription", someText(message.ApplicationProperties["DeadLetterErrorDescription"]))
	return shownOf
}

// annotated tells what the broker says of a message.
func annotated(annotations amqp.Annotations, tell func(name string, value any)) {
	tell("partitionKey", someText(annotations["x-opt-partition-key"]))
	tell("deadLetterSource", someText(annotations["x-opt-deadletter-source"]))
	for name, key := range map[string]string{"sequenceNumber": "x-opt-sequence-number", "enqueuedSequenceNumber": "x-opt-enqueue-sequence-number"} {
		if number, isNumber := wholeNumber(annotations[key]); isNumber {
			tell(name, strconv.FormatInt(number, 10))
		}
	}
	for name, key := range map[string]string{"enqueuedAt": "x-opt-enqueued-time", "scheduledAt": "x-opt-scheduled-enqueue-time", "lockedUntil": "x-opt-locked-until"} {
		if at, isTime := annotations[key].(time.Time); isTime {
			tell(name, at.UnixMilli())
		}
	}
	if state, _ := wholeNumber(annotations["x-opt-message-state"]); states[state] != "" {
		tell("state", states[state])
	}
}

func shownAll(properties map[string]any) map[string]any {
	all := map[string]any{}
	for name, value := range properties {
		all[name] = shown(value)
	}
	return all
}

func someText(value any) any {
	if value == nil {
		return nil
	}
	return textOf(value)
}

// bodyOf is the JSON of a data section; a value or a sequence is shown as it is, any other bytes in base64.
func bodyOf(message *amqp.Message) any {
	switch {
	case len(message.Data) > 0 && json.Valid(message.Data[0]):
		return json.RawMessage(message.Data[0])
	case len(message.Data) > 0:
		return map[string]any{"base64": base64.StdEncoding.EncodeToString(message.Data[0])}
	case len(message.Sequence) > 0:
		items := []any{}
		for _, item := range message.Sequence[0] {
			items = append(items, shown(item))
		}
		return items
	}
	return shown(message.Value)
}
