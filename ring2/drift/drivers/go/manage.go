package main

import (
	"context"
	"fmt"

	"github.com/Azure/go-amqp"
)

// conditions are what the JavaScript client reads from a status that comes without a condition (its ConditionStatusMapper).
var conditions = map[int64]string{
	400: "com.microsoft:argument-error", 401: "amqp:unauthorized-access", 403: "amqp:link:message-size-exceeded", 404: "amqp:not-found",
	408: "com.microsoft:timeout", 409: "com.microsoft:entity-already-exists", 410: "com.microsoft:message-lock-lost",
	500: "com.microsoft:no-matching-subscription", 501: "amqp:not-implemented", 503: "com.microsoft:server-busy",
}

// statusOf is the status of an answer, or the refusal that it stands for. $cbs and $management spell its properties differently.
func statusOf(message *amqp.Message, statusName, textName string) (int64, error) {
	properties := message.ApplicationProperties
	status, isNumber := wholeNumber(properties[statusName])
	if !isNumber {
		return 0, fmt.Errorf("an answer without %s", statusName)
	}
	if status >= 200 && status < 300 {
		return status, nil
	}
	condition, text := textOf(properties["errorCondition"]), textOf(properties[textName])
	if condition == "" {
		condition = conditions[status]
	}
	return status, refused(condition, text)
}

// manage asks <entity>/$management for an operation of com.microsoft:; nothing is answered with a nil map.
// link is the name of the receiver by which came what this is about.
func (d *driver) manage(ctx context.Context, entity, operation, link string, body map[string]any) (map[string]any, error) {
	if d.client.target.broker() != nil {
		return nil, errNoServiceBus
	}
	address := entity + "/$management"
	properties := map[string]any{"operation": "com.microsoft:" + operation}
	if link != "" {
		properties["associated-link-name"] = link
	}
	message, err := onConnection(ctx, d.client, func(c *connection) (*amqp.Message, error) {
		if err := c.authorize(ctx, address); err != nil {
			return nil, err
		}
		return onNode(ctx, c, address, properties, body)
	})
	if err != nil {
		return nil, err
	}
	status, err := statusOf(message, "statusCode", "statusDescription")
	if err != nil || status == 204 {
		return nil, err
	}
	value, _ := message.Value.(map[string]any)
	return value, nil
}
