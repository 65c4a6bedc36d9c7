package main

import "github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

func painted(color string) *azservicebus.Message {
	return &azservicebus.Message{Body: []byte(color), Subject: to("paint"), ApplicationProperties: map[string]any{"color": color}}
}

// topics have subscriptions whose rules were there from the start.
func topics(b bus, out seen) {
	out.show("topic-with-rules", func() any {
		blue := painted("blue")
		blue.To, blue.ApplicationProperties["express"] = to("Leeds"), true
		b.send("topic-with-rules", blue, painted("red"))
		red := b.fromSubscription("topic-with-rules", "red", 1)
		return fields{
			"all": bodies(b.fromSubscription("topic-with-rules", "all", 2)), "red": bodies(red), "checked": red[0].ApplicationProperties["checked"],
			"leeds": bodies(b.fromSubscription("topic-with-rules", "leeds", 1)),
		}
	})
}

func (b bus) fromSubscription(topic, subscription string, count int) []*azservicebus.ReceivedMessage {
	receiver := must(b.NewReceiverForSubscription(topic, subscription, nil))
	defer b.close(receiver)
	return b.receive(receiver, count)
}
