package main

import (
	"context"
	"fmt"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
)

const sessions = "averages"

func sessionWalk(ctx context.Context, bus *azservicebus.Client, out seen) {
	sender := must(bus.NewSender(sessions, nil))
	for number := range 2 {
		check(sender.SendMessage(ctx, &azservicebus.Message{Body: fmt.Append(nil, number), SessionID: to("job-1")}, nil))
	}
	session := must(bus.AcceptSessionForQueue(ctx, sessions, "job-1", nil))
	none := must(session.GetSessionState(ctx, nil))
	check(session.SetSessionState(ctx, []byte("cycle 2"), nil))
	before := session.LockedUntil()
	check(session.RenewSessionLock(ctx, nil))
	state := string(must(session.GetSessionState(ctx, nil)))
	messages := receive(ctx, session, 2)
	for _, message := range messages {
		check(session.CompleteMessage(ctx, message, nil))
	}
	out["session"] = seen{
		"id": session.SessionID(), "before": none, "state": state, "locked": before.After(time.Now()), "renewed": !session.LockedUntil().Before(before),
		"bodies": bodies(messages), "sessionId": messages[0].SessionID,
	}
	_, err := bus.AcceptSessionForQueue(ctx, sessions, "job-1", nil)
	out["taken"] = code(err)
	check(session.Close(ctx))

	check(sender.SendMessage(ctx, &azservicebus.Message{Body: []byte("next"), SessionID: to("job-2")}, nil))
	out["listed"] = must(bus.NewListSessionsForQueuePager(sessions, nil).NextPage(ctx)).Sessions
	next := must(bus.AcceptNextSessionForQueue(ctx, sessions, nil))
	messages = receive(ctx, next, 1)
	out["nextSession"] = append([]string{next.SessionID()}, bodies(messages)...)
	check(next.CompleteMessage(ctx, messages[0], nil))

	soon, cancel := context.WithTimeout(ctx, 500*time.Millisecond)
	defer cancel()
	_, err = bus.AcceptNextSessionForQueue(soon, "idle", nil)
	out["noSession"] = code(err)
}

func refusals(ctx context.Context, bus *azservicebus.Client, out seen) {
	sender := must(bus.NewSender("nowhere", nil))
	receiver := must(bus.NewReceiverForQueue("nowhere", nil))
	_, err := receiver.ReceiveMessages(ctx, 1, nil)
	out["missing"] = []string{code(sender.SendMessage(ctx, &azservicebus.Message{Body: []byte("x")}, nil)), code(err)}
	short := must(bus.NewReceiverForQueue("short", nil))
	check(must(bus.NewSender("short", nil)).SendMessage(ctx, &azservicebus.Message{Body: []byte("slow")}, nil))
	first := receive(ctx, short, 1)[0]
	second := receive(ctx, short, 1)[0]
	out["expired"] = seen{"deliveryCount": second.DeliveryCount, "renew": code(short.RenewMessageLock(ctx, first, nil))}
	check(short.CompleteMessage(ctx, second, nil))
}
