package main

import (
	"context"
	"sort"
	"strconv"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus/admin"
)

// adminWalk always speaks https, and needs retries off to show a refusal at once.
func adminWalk(ctx context.Context, connectionString string, out seen) {
	options := &admin.ClientOptions{}
	options.Retry.MaxRetries = -1
	manage := must(admin.NewClientFromConnectionString(connectionString, options))
	b := bus{ctx, connect(connectionString, "tls")}
	adminQueues(ctx, manage, out)
	adminTopics(b, manage, out)
	adminRefusals(ctx, manage, out)
	out.show("runtime-counts", func() any { return counts(b, manage) })
	check(b.Close(ctx))
}

// seconds reads PT2M and PT30S; the client hands durations out as the service writes them.
func seconds(duration *string) int {
	value := strings.TrimPrefix(*duration, "PT")
	if minutes, ok := strings.CutSuffix(value, "M"); ok {
		return 60 * must(strconv.Atoi(minutes))
	}
	return must(strconv.Atoi(strings.TrimSuffix(value, "S")))
}

func adminQueues(ctx context.Context, manage *admin.Client, out seen) {
	out.show("admin-namespace", func() any {
		namespace := must(manage.GetNamespaceProperties(ctx, nil))
		return fields{"name": namespace.Name, "tier": namespace.SKU}
	})
	out.show("admin-queue", func() any {
		must(manage.CreateQueue(ctx, "admin-queue", nil))
		made := must(manage.GetQueue(ctx, "admin-queue", nil))
		days, _, _ := strings.Cut(strings.TrimPrefix(*made.DefaultMessageTimeToLive, "P"), "D")
		return fields{
			"lockSeconds": seconds(made.LockDuration), "maxDeliveryCount": made.MaxDeliveryCount, "megabytes": made.MaxSizeInMegabytes,
			"ttlDays": must(strconv.Atoi(days)), "status": strings.ToLower(string(*made.Status)), "requiresSession": made.RequiresSession,
		}
	})
	out.show("admin-queue-options", func() any {
		must(manage.CreateQueue(ctx, "admin-target", nil))
		must(manage.CreateQueue(ctx, "admin-queue/options", &admin.CreateQueueOptions{Properties: &admin.QueueProperties{
			LockDuration: to("PT30S"), MaxDeliveryCount: to(int32(5)), UserMetadata: to("<&>"), ForwardTo: to("admin-target"),
		}}))
		made := must(manage.GetQueue(ctx, "admin-queue/options", nil))
		forward := *made.ForwardTo
		return fields{
			"lockSeconds": seconds(made.LockDuration), "maxDeliveryCount": made.MaxDeliveryCount, "userMetadata": made.UserMetadata,
			"forwardTo": forward[strings.LastIndex(forward, "/")+1:],
		}
	})
	out.show("admin-queue-update", func() any {
		made := must(manage.CreateQueue(ctx, "admin-queue-update", &admin.CreateQueueOptions{Properties: &admin.QueueProperties{MaxDeliveryCount: to(int32(5))}}))
		made.LockDuration = to("PT2M")
		must(manage.UpdateQueue(ctx, "admin-queue-update", made.QueueProperties, nil))
		changed := must(manage.GetQueue(ctx, "admin-queue-update", nil))
		return fields{"lockSeconds": seconds(changed.LockDuration), "maxDeliveryCount": changed.MaxDeliveryCount}
	})
	out.show("admin-list-paging", func() any {
		names := []string{}
		for pager := manage.NewListQueuesPager(&admin.ListQueuesOptions{MaxPageSize: 50}); pager.More(); {
			for _, item := range must(pager.NextPage(ctx)).Queues {
				if strings.HasPrefix(item.QueueName, "page") {
					names = append(names, item.QueueName)
				}
			}
		}
		// Strictly ascending, so that no name is there twice.
		sorted := sort.SliceIsSorted(names, func(i, j int) bool { return names[i] <= names[j] })
		return fields{"count": len(names), "first": names[0], "last": names[len(names)-1], "sorted": sorted}
	})
}

func adminRefusals(ctx context.Context, manage *admin.Client, out seen) {
	withSubscription := func(topic string) {
		must(manage.CreateTopic(ctx, topic, nil))
		must(manage.CreateSubscription(ctx, topic, "s", nil))
	}
	out.show("admin-delete", func() any {
		must(manage.CreateQueue(ctx, "admin-delete", nil))
		withSubscription("admin-delete-topic")
		must(manage.DeleteQueue(ctx, "admin-delete", nil))
		must(manage.DeleteRule(ctx, "admin-delete-topic", "s", "$Default", nil))
		rule := found(manage.GetRule(ctx, "admin-delete-topic", "s", "$Default", nil))
		must(manage.DeleteSubscription(ctx, "admin-delete-topic", "s", nil))
		subscription := found(manage.GetSubscription(ctx, "admin-delete-topic", "s", nil))
		must(manage.DeleteTopic(ctx, "admin-delete-topic", nil))
		return fields{
			"queue": found(manage.GetQueue(ctx, "admin-delete", nil)), "rule": rule, "subscription": subscription,
			"topic": found(manage.GetTopic(ctx, "admin-delete-topic", nil)),
		}
	})
	out.show("admin-refusals", func() any {
		must(manage.CreateQueue(ctx, "admin-refusals", nil))
		withSubscription("admin-refusals-topic")
		_, duplicate := manage.CreateQueue(ctx, "admin-refusals", nil)
		_, deleteMissing := manage.DeleteQueue(ctx, "nowhere", nil)
		_, bad := manage.CreateQueue(ctx, "bad", &admin.CreateQueueOptions{Properties: &admin.QueueProperties{LockDuration: to("PT1H")}})
		return fields{
			"duplicate": word(duplicate), "missingQueue": found(manage.GetQueue(ctx, "nowhere", nil)),
			"missingSubscription": found(manage.GetSubscription(ctx, "admin-refusals-topic", "nowhere", nil)),
			"missingRule":         found(manage.GetRule(ctx, "admin-refusals-topic", "s", "nowhere", nil)), "deleteMissing": word(deleteMissing), "lockOfAnHour": word(bad),
		}
	})
}

func counts(b bus, manage *admin.Client) any {
	must(manage.CreateQueue(b.ctx, "runtime-counts", nil))
	b.send("runtime-counts", body("a"), body("b"))
	receiver := b.receiver("runtime-counts")
	check(receiver.DeadLetterMessage(b.ctx, b.one(receiver), nil))
	must(manage.CreateTopic(b.ctx, "runtime-counts-topic", nil))
	must(manage.CreateSubscription(b.ctx, "runtime-counts-topic", "s", nil))
	b.send("runtime-counts-topic", body("x"))
	queue := must(manage.GetQueueRuntimeProperties(b.ctx, "runtime-counts", nil))
	return fields{
		"total": queue.TotalMessageCount, "active": queue.ActiveMessageCount, "deadLetter": queue.DeadLetterMessageCount,
		"bytes": queue.SizeInBytes > 0, "created": queue.CreatedAt.Year() > 2000,
		"subscriptions":  must(manage.GetTopicRuntimeProperties(b.ctx, "runtime-counts-topic", nil)).SubscriptionCount,
		"inSubscription": must(manage.GetSubscriptionRuntimeProperties(b.ctx, "runtime-counts-topic", "s", nil)).ActiveMessageCount,
	}
}
