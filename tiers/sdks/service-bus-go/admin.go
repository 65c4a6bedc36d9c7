package main

import (
	"context"
	"errors"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus/admin"
)

// adminWalk always speaks https, and needs retries off to show a refusal at once.
func adminWalk(ctx context.Context, connectionString string, out seen) {
	options := &admin.ClientOptions{}
	options.Retry.MaxRetries = -1
	manage := must(admin.NewClientFromConnectionString(connectionString, options))
	namespace := must(manage.GetNamespaceProperties(ctx, nil))
	out["namespace"] = []string{namespace.Name, namespace.SKU}

	made := must(manage.CreateQueue(ctx, "orders", &admin.CreateQueueOptions{Properties: &admin.QueueProperties{LockDuration: to("PT2M"), UserMetadata: to("<&>")}}))
	got := must(manage.GetQueue(ctx, "orders", nil))
	out["queue"] = []any{made.QueueName, got.LockDuration, got.MaxDeliveryCount, got.UserMetadata, got.Status, got.RequiresSession}
	got.MaxDeliveryCount = to(int32(5))
	out["changed"] = must(manage.UpdateQueue(ctx, "orders", got.QueueProperties, nil)).MaxDeliveryCount
	_, err := manage.CreateQueue(ctx, "orders", nil)
	out["duplicate"] = status(err)
	out["absent"] = must(manage.GetQueue(ctx, "nowhere", nil)) == nil
	for _, name := range []string{"page0", "page1", "page2"} {
		must(manage.CreateQueue(ctx, name, nil))
	}
	names := []string{}
	for pager := manage.NewListQueuesPager(&admin.ListQueuesOptions{MaxPageSize: 2}); pager.More(); {
		for _, item := range must(pager.NextPage(ctx)).Queues {
			names = append(names, item.QueueName)
		}
	}
	out["names"] = names
	must(manage.DeleteQueue(ctx, "page0", nil))
	_, err = manage.DeleteQueue(ctx, "page0", nil)
	out["deleted"] = status(err)
	topicWalk(ctx, manage, connectionString, out)
}

func topicWalk(ctx context.Context, manage *admin.Client, connectionString string, out seen) {
	must(manage.CreateTopic(ctx, "news", nil))
	must(manage.CreateSubscription(ctx, "news", "red", &admin.CreateSubscriptionOptions{Properties: &admin.SubscriptionProperties{
		DefaultRule: &admin.RuleProperties{
			Name: "sql", Filter: &admin.SQLFilter{Expression: "color = @color", Parameters: map[string]any{"@color": "red"}},
			Action: &admin.SQLAction{Expression: "SET checked = TRUE"},
		},
	}}))
	must(manage.CreateRule(ctx, "news", "red", &admin.CreateRuleOptions{
		Name: to("leeds"), Filter: &admin.CorrelationFilter{To: to("Leeds"), ApplicationProperties: map[string]any{"express": true}},
	}))
	filters := map[string]admin.RuleFilter{}
	for pager := manage.NewListRulesPager("news", "red", nil); pager.More(); {
		for _, rule := range must(pager.NextPage(ctx)).Rules {
			filters[rule.Name] = rule.Filter
		}
	}
	out["rules"] = filters
	out["action"] = must(manage.GetRule(ctx, "news", "red", "sql", nil)).Action
	must(manage.DeleteRule(ctx, "news", "red", "leeds", nil))

	bus := client(connectionString, "tls")
	sender := must(bus.NewSender("news", nil))
	for _, color := range []string{"blue", "red"} {
		check(sender.SendMessage(ctx, &azservicebus.Message{Body: []byte(color), ApplicationProperties: map[string]any{"color": color}}, nil))
	}
	counts := must(manage.GetSubscriptionRuntimeProperties(ctx, "news", "red", nil))
	message := receive(ctx, must(bus.NewReceiverForSubscription("news", "red", nil)), 1)[0]
	out["received"] = []any{string(message.Body), message.ApplicationProperties["checked"], counts.ActiveMessageCount}
	check(bus.Close(ctx))

	runtime := must(manage.GetTopicRuntimeProperties(ctx, "news", nil))
	out["topic"] = []any{runtime.SubscriptionCount, runtime.TopicName == "news", !runtime.CreatedAt.IsZero()}
	must(manage.DeleteTopic(ctx, "news", nil))
	out["topicGone"] = must(manage.GetTopic(ctx, "news", nil)) == nil
}

// status is the HTTP status that a refusal carries, 0 when there is none.
func status(err error) int {
	var response *azcore.ResponseError
	if errors.As(err, &response) {
		return response.StatusCode
	}
	return 0
}
