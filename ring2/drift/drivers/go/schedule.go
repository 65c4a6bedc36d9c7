package main

import (
	"context"
	"fmt"
	"strconv"
)

// schedule gives the bus a message for later; it tells the sequence number in decimal digits.
func (d *driver) schedule(ctx context.Context, entity string, message outgoing, at int64) (string, error) {
	message.ScheduledAt = &at
	encoded, err := message.encode()
	if err != nil {
		return "", err
	}
	bytes, err := encoded.MarshalBinary()
	if err != nil {
		return "", err
	}
	item := map[string]any{"message": bytes}
	for name, text := range map[string]*string{"message-id": message.MessageID, "session-id": message.SessionID, "partition-key": message.PartitionKey} {
		if text != nil {
			item[name] = *text
		}
	}
	value, err := d.manage(ctx, entity, "schedule-message", "", map[string]any{"messages": []any{item}})
	if err != nil {
		return "", err
	}
	numbers, _ := value["sequence-numbers"].([]int64)
	if len(numbers) != 1 {
		return "", fmt.Errorf("a message was scheduled without a sequence number")
	}
	return strconv.FormatInt(numbers[0], 10), nil
}

func (d *driver) cancelScheduled(ctx context.Context, entity string, number int64) error {
	_, err := d.manage(ctx, entity, "cancel-scheduled-message", "", map[string]any{"sequence-numbers": []int64{number}})
	return err
}
