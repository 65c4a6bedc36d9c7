package main

import (
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus/admin"
)

var (
	red      = &admin.SQLFilter{Expression: "color = 'red'"}
	setCheck = &admin.SQLAction{Expression: "SET checked = TRUE"}
)

// adminTopics are topics, subscriptions and rules by the administration client.
func adminTopics(b bus, manage *admin.Client, out seen) {
	// subscription makes a topic with the subscription red, whose first rule is this one.
	subscription := func(topic, rule string, filter admin.RuleFilter, action admin.RuleAction) {
		must(manage.CreateTopic(b.ctx, topic, nil))
		must(manage.CreateSubscription(b.ctx, topic, "red", &admin.CreateSubscriptionOptions{Properties: &admin.SubscriptionProperties{
			DefaultRule: &admin.RuleProperties{Name: rule, Filter: filter, Action: action},
		}}))
	}
	rule := func(topic, name string) admin.RuleProperties {
		return must(manage.GetRule(b.ctx, topic, "red", name, nil)).RuleProperties
	}
	properties := func(topic string, values map[string]any) map[string]any {
		subscription(topic, "r", &admin.CorrelationFilter{ApplicationProperties: values}, nil)
		return rule(topic, "r").Filter.(*admin.CorrelationFilter).ApplicationProperties
	}
	out.show("admin-topic-and-rules", func() any {
		subscription("admin-topic", "sql", red, setCheck)
		must(manage.CreateRule(b.ctx, "admin-topic", "red", &admin.CreateRuleOptions{Name: to("all"), Filter: &admin.TrueFilter{}}))
		rules, subscriptions := []string{}, []string{}
		for pager := manage.NewListRulesPager("admin-topic", "red", nil); pager.More(); {
			for _, item := range must(pager.NextPage(b.ctx)).Rules {
				rules = append(rules, item.Name)
			}
		}
		for pager := manage.NewListSubscriptionsPager("admin-topic", nil); pager.More(); {
			for _, item := range must(pager.NextPage(b.ctx)).Subscriptions {
				subscriptions = append(subscriptions, item.SubscriptionName)
			}
		}
		made := rule("admin-topic", "sql")
		return fields{
			"rules": rules, "subscriptions": subscriptions,
			"expression": made.Filter.(*admin.SQLFilter).Expression, "action": made.Action.(*admin.SQLAction).Expression,
		}
	})
	out.show("admin-sql-parameters", func() any {
		subscription("admin-sql-parameters", "r", &admin.SQLFilter{Expression: "color = @color", Parameters: map[string]any{"@color": "red"}}, nil)
		kept := rule("admin-sql-parameters", "r").Filter.(*admin.SQLFilter)
		return fields{"expression": kept.Expression, "parameters": kept.Parameters}
	})
	out.show("admin-correlation-filter", func() any {
		subscription("admin-correlation-filter", "r", &admin.CorrelationFilter{
			CorrelationID: to("c"), Subject: to("l"), To: to("Leeds"), ApplicationProperties: map[string]any{"text": "x"},
		}, nil)
		kept := rule("admin-correlation-filter", "r").Filter.(*admin.CorrelationFilter)
		return fields{"correlationId": kept.CorrelationID, "subject": kept.Subject, "to": kept.To, "properties": kept.ApplicationProperties}
	})
	out.show("admin-typed-filter", func() any {
		return properties("admin-typed-filter", map[string]any{"whole": 7, "half": 0.5, "flag": true})
	})
	out.show("admin-time-in-filter", func() any {
		kept := properties("admin-time-in-filter", map[string]any{"time": time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)})["time"].(time.Time)
		return kept.UTC().Format("2006-01-02T15:04:05.000Z")
	})
	out.show("admin-long-in-filter", func() any { return properties("admin-long-in-filter", map[string]any{"long": int64(1) << 40})["long"] })
	out.show("admin-rule-update", func() any {
		subscription("admin-rule-update", "sql", red, nil)
		made := rule("admin-rule-update", "sql")
		made.Filter = &admin.SQLFilter{Expression: "color = 'blue'"}
		must(manage.UpdateRule(b.ctx, "admin-rule-update", "red", made))
		return rule("admin-rule-update", "sql").Filter.(*admin.SQLFilter).Expression
	})
	out.show("admin-made-used", func() any {
		subscription("admin-made-used", "sql", red, setCheck)
		b.send("admin-made-used", painted("blue"), painted("red"))
		received := b.fromSubscription("admin-made-used", "red", 1)
		return fields{"received": bodies(received), "checked": received[0].ApplicationProperties["checked"]}
	})
}
