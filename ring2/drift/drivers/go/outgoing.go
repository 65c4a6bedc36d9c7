package main

import (
	"encoding/json"
	"time"

	"github.com/Azure/go-amqp"
)

// outgoing is an OutgoingMessage of ../../message.ts.
type outgoing struct {
	Body             json.RawMessage     `json:"body"`
	MessageID        *string             `json:"messageId"`
	ContentType      *string             `json:"contentType"`
	Subject          *string             `json:"subject"`
	CorrelationID    *string             `json:"correlationId"`
	SessionID        *string             `json:"sessionId"`
	To               *string             `json:"to"`
	ReplyTo          *string             `json:"replyTo"`
	ReplyToSessionID *string             `json:"replyToSessionId"`
	PartitionKey     *string             `json:"partitionKey"`
	TimeToLive       int64               `json:"timeToLive"`
	ScheduledAt      *int64              `json:"scheduledAt"`
	Properties       map[string]property `json:"properties"`
}

// encode makes the sections (service-bus-amqp-protocol-guide); what is absent is not sent.
func (m outgoing) encode() (*amqp.Message, error) {
	message := &amqp.Message{
		Properties: &amqp.MessageProperties{
			ContentType: m.ContentType, Subject: m.Subject, GroupID: m.SessionID, To: m.To, ReplyTo: m.ReplyTo, ReplyToGroupID: m.ReplyToSessionID,
		},
		ApplicationProperties: plain(m.Properties),
		Data:                  [][]byte{m.Body},
	}
	// A nil pointer in an interface is no nil to the library.
	if m.MessageID != nil {
		message.Properties.MessageID = *m.MessageID
	}
	if m.CorrelationID != nil {
		message.Properties.CorrelationID = *m.CorrelationID
	}
	if m.TimeToLive > 0 {
		message.Header = &amqp.MessageHeader{Priority: 4, TTL: milliseconds(m.TimeToLive)}
	}
	annotations := amqp.Annotations{}
	if m.PartitionKey != nil {
		annotations["x-opt-partition-key"] = *m.PartitionKey
	}
	if m.ScheduledAt != nil {
		annotations["x-opt-scheduled-enqueue-time"] = time.UnixMilli(*m.ScheduledAt)
	}
	if len(annotations) > 0 {
		message.Annotations = annotations
	}
	return message, nil
}
