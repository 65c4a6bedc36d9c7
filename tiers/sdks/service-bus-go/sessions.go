package main

import (
	"context"
	"sort"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
)

func inSession(session string, texts ...string) []*azservicebus.Message {
	messages := []*azservicebus.Message{}
	for _, text := range texts {
		messages = append(messages, &azservicebus.Message{Body: []byte(text), SessionID: &session})
	}
	return messages
}

// sessions are named, next, held, listed, none.
func sessions(b bus, out seen) {
	accept := func(queue string) *azservicebus.SessionReceiver {
		return must(b.AcceptSessionForQueue(b.ctx, queue, "job-1", nil))
	}
	out.show("session", func() any {
		b.send("session", inSession("job-1", "0", "1")...)
		session := accept("session")
		defer b.close(session)
		messages, ids := b.receive(session, 2), []string{}
		for _, message := range messages {
			check(session.CompleteMessage(b.ctx, message, nil))
			ids = append(ids, *message.SessionID)
		}
		return fields{"id": session.SessionID(), "locked": session.LockedUntil().After(time.Now()), "bodies": bodies(messages), "sessionIds": ids}
	})
	out.show("session-state", func() any {
		session := accept("session-state")
		defer b.close(session)
		before := must(session.GetSessionState(b.ctx, nil))
		check(session.SetSessionState(b.ctx, []byte("cycle 2"), nil))
		return fields{"before": before, "after": string(must(session.GetSessionState(b.ctx, nil)))}
	})
	out.show("renew-session-lock", func() any {
		session := accept("renew-session-lock")
		defer b.close(session)
		before := session.LockedUntil()
		check(session.RenewSessionLock(b.ctx, nil))
		return fields{"renewed": !session.LockedUntil().Before(before) && session.LockedUntil().After(time.Now())}
	})
	out.show("session-locked", func() any {
		session := accept("session-locked")
		defer b.close(session)
		_, err := b.AcceptSessionForQueue(b.ctx, "session-locked", "job-1", nil)
		return word(err)
	})
	out.show("accept-next-session", func() any {
		b.send("accept-next-session", inSession("job-2", "next")...)
		session := must(b.AcceptNextSessionForQueue(b.ctx, "accept-next-session", nil))
		defer b.close(session)
		return fields{"id": session.SessionID(), "body": string(b.one(session).Body)}
	})
	out.show("no-session", func() any {
		// The broker's answer and the client's own deadline race; both say timeout.
		soon, cancel := context.WithTimeout(b.ctx, time.Second)
		defer cancel()
		_, err := b.AcceptNextSessionForQueue(soon, "no-session", nil)
		return word(err)
	})
	out.show("list-sessions", func() any {
		b.send("list-sessions", append(inSession("job-3", "x"), inSession("job-4", "x")...)...)
		listed := must(b.NewListSessionsForQueuePager("list-sessions", nil).NextPage(b.ctx)).Sessions
		sort.Strings(listed)
		return listed
	})
}
