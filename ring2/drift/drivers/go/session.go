package main

import (
	"context"
	"fmt"
	"time"

	"github.com/Azure/go-amqp"
)

const (
	sessionFilter = "com.microsoft:session-filter"
	// As Microsoft's own Go client describes the filter.
	sessionFilterCode = 0x137000000C
)

// acceptSession attaches to the named session, or without a name to the next that is free.
func (d *driver) acceptSession(ctx context.Context, entity string, id *string) (any, error) {
	var name any
	if id != nil {
		name = *id
	}
	options := &amqp.ReceiverOptions{Filters: []amqp.LinkFilter{amqp.NewLinkFilter(sessionFilter, sessionFilterCode, name)}}
	if deadline, has := ctx.Deadline(); has && id == nil {
		// The bus is to say that there is none before we give up; it would wait for a minute otherwise.
		options.Properties = map[string]any{"com.microsoft:timeout": uint32(time.Until(deadline).Milliseconds() * 9 / 10)}
	}
	opened, err := d.attach(ctx, entity, "peek-lock", options)
	if err != nil {
		return nil, err
	}
	granted, isText := opened.link.LinkSourceFilterValue(sessionFilter).(string)
	ticks, isNumber := opened.link.Properties()["com.microsoft:locked-until-utc"].(int64)
	if !isText || !isNumber {
		opened.close(ctx)
		return nil, fmt.Errorf("a session was granted without its name or the end of its lock")
	}
	opened.session = &granted
	d.mu.Lock()
	defer d.mu.Unlock()
	handle := d.handle()
	d.sessions[handle] = opened
	return map[string]any{"session": handle, "id": granted, "lockedUntil": sinceEpoch(ticks)}, nil
}

// sinceEpoch are the milliseconds since the epoch of .NET's ticks: 100 ns each, since the year 1.
func sinceEpoch(ticks int64) int64 {
	const epoch = 621_355_968_000_000_000
	return (ticks - epoch) / 10_000
}

// session is one that this driver accepted.
func (d *driver) session(handle string) (*receiver, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if by := d.sessions[handle]; by != nil {
		return by, nil
	}
	return nil, fmt.Errorf("there is no session %q", handle)
}

func (d *driver) sessionReceive(ctx context.Context, by *receiver, brief bool) (any, error) {
	message, err := by.next(ctx, d.patience(brief))
	if err != nil || message == nil {
		return nil, err
	}
	return d.delivered(by, message, true), nil
}

// sessionState is told as text; null when none is set.
func (d *driver) sessionState(ctx context.Context, by *receiver) (any, error) {
	value, err := d.manageSession(ctx, by, "get-session-state", map[string]any{})
	if err != nil {
		return nil, err
	}
	if state, isSet := value["session-state"].([]byte); isSet {
		return string(state), nil
	}
	return nil, nil
}

func (d *driver) sessionSetState(ctx context.Context, by *receiver, state *string) error {
	body := map[string]any{"session-state": nil}
	if state != nil {
		body["session-state"] = []byte(*state)
	}
	_, err := d.manageSession(ctx, by, "set-session-state", body)
	return err
}

// sessionRenew tells the lock's new end in milliseconds since the epoch.
func (d *driver) sessionRenew(ctx context.Context, by *receiver) (any, error) {
	value, err := d.manageSession(ctx, by, "renew-session-lock", map[string]any{})
	if err != nil {
		return nil, err
	}
	end, isTime := value["expiration"].(time.Time)
	if !isTime {
		return nil, fmt.Errorf("a renewed session lock without its end")
	}
	return end.UnixMilli(), nil
}

func (d *driver) manageSession(ctx context.Context, by *receiver, operation string, body map[string]any) (map[string]any, error) {
	link, _ := by.inSession(body)
	return d.manage(ctx, by.entity, operation, link, body)
}
