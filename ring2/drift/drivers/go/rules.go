package main

import (
	"context"
	"fmt"
)

// rule is a RuleNeeds of ../../entities.ts.
type rule struct {
	Name        string       `json:"name"`
	SQL         *string      `json:"sqlFilter"`
	Correlation *correlation `json:"correlationFilter"`
	Action      *string      `json:"action"`
}

type correlation struct {
	ContentType      *string             `json:"contentType"`
	CorrelationID    *string             `json:"correlationId"`
	Subject          *string             `json:"subject"`
	MessageID        *string             `json:"messageId"`
	ReplyTo          *string             `json:"replyTo"`
	ReplyToSessionID *string             `json:"replyToSessionId"`
	SessionID        *string             `json:"sessionId"`
	To               *string             `json:"to"`
	Properties       map[string]property `json:"properties"`
}

// encode is the rule-description of add-rule.
func (r rule) encode() map[string]any {
	description := map[string]any{}
	switch {
	case r.SQL != nil:
		description["sql-filter"] = expression(*r.SQL)
	case r.Correlation != nil:
		description["correlation-filter"] = r.Correlation.encode()
	default:
		description["correlation-filter"] = map[string]any{}
	}
	if r.Action != nil {
		description["sql-rule-action"] = expression(*r.Action)
	}
	return description
}

func expression(text string) map[string]any { return map[string]any{"expression": text} }

func (c correlation) encode() map[string]any {
	filter := map[string]any{}
	for name, text := range map[string]*string{
		"content-type": c.ContentType, "correlation-id": c.CorrelationID, "label": c.Subject, "message-id": c.MessageID,
		"reply-to": c.ReplyTo, "reply-to-session-id": c.ReplyToSessionID, "session-id": c.SessionID, "to": c.To,
	} {
		if text != nil {
			filter[name] = *text
		}
	}
	if c.Properties != nil {
		filter["properties"] = plain(c.Properties)
	}
	return filter
}

func (d *driver) addRule(ctx context.Context, subscription string, added rule) error {
	_, err := d.manage(ctx, subscription, "add-rule", "", map[string]any{"rule-name": added.Name, "rule-description": added.encode()})
	return err
}

func (d *driver) removeRule(ctx context.Context, subscription, name string) error {
	_, err := d.manage(ctx, subscription, "remove-rule", "", map[string]any{"rule-name": name})
	return err
}

// ruleNames tells them in the order in which the bus does, page by page.
func (d *driver) ruleNames(ctx context.Context, subscription string) ([]string, error) {
	const page = int32(100)
	names := []string{}
	for {
		value, err := d.manage(ctx, subscription, "enumerate-rules", "", map[string]any{"top": page, "skip": int32(len(names))})
		if err != nil {
			return nil, err
		}
		found, err := listed(value, "rules")
		if err != nil {
			return nil, err
		}
		for _, each := range found {
			// Filter, action and name, in this order.
			description, _ := describedValue(each["rule-description"]).([]any)
			if len(description) < 3 {
				return nil, fmt.Errorf("a rule without a name")
			}
			names = append(names, textOf(description[2]))
		}
		if len(found) < int(page) {
			return names, nil
		}
	}
}
