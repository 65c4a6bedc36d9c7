package main

import (
	"context"
	"encoding/json"
)

// operation is one row of the protocol's table.
type operation func(ctx context.Context, d *driver, args json.RawMessage) (any, error)

// with reads the arguments of an operation.
func with[Args any](run func(ctx context.Context, d *driver, a Args) (any, error)) operation {
	return func(ctx context.Context, d *driver, args json.RawMessage) (any, error) {
		var read Args
		if err := json.Unmarshal(args, &read); err != nil {
			return nil, err
		}
		return run(ctx, d, read)
	}
}

type (
	onEntity struct {
		Entity  string     `json:"entity"`
		Mode    string     `json:"mode"`
		Brief   bool       `json:"brief"`
		Max     int32      `json:"max"`
		From    int64      `json:"from,string"`
		Number  int64      `json:"sequenceNumber,string"`
		Message outgoing   `json:"message"`
		All     []outgoing `json:"messages"`
		Batch   bool       `json:"batch"`
		At      int64      `json:"at"`
		ID      *string    `json:"id"`
	}
	onMessage struct {
		Handle      string              `json:"handle"`
		Properties  map[string]property `json:"properties"`
		Reason      string              `json:"reason"`
		Description string              `json:"description"`
	}
	onSession struct {
		Session string  `json:"session"`
		Brief   bool    `json:"brief"`
		Number  int64   `json:"sequenceNumber,string"`
		Max     int32   `json:"max"`
		State   *string `json:"state"`
	}
	onRules struct {
		Subscription string `json:"subscription"`
		Rule         rule   `json:"rule"`
		Name         string `json:"name"`
	}
)

var operations = map[string]operation{
	"leave": with(func(ctx context.Context, d *driver, _ struct{}) (any, error) {
		d.leave(ctx)
		return nil, nil
	}),
	"send": with(func(ctx context.Context, d *driver, a onEntity) (any, error) {
		return nil, d.send(ctx, a.Entity, a.All, a.Batch)
	}),
	"schedule": with(func(ctx context.Context, d *driver, a onEntity) (any, error) {
		number, err := d.schedule(ctx, a.Entity, a.Message, a.At)
		return map[string]any{"sequenceNumber": number}, err
	}),
	"cancelScheduled": with(func(ctx context.Context, d *driver, a onEntity) (any, error) {
		return nil, d.cancelScheduled(ctx, a.Entity, a.Number)
	}),
	"receive": with(func(ctx context.Context, d *driver, a onEntity) (any, error) {
		return receivedAs(d.receive(ctx, a.Entity, a.Mode, a.Brief))
	}),
	"receiveDeferred": with(func(ctx context.Context, d *driver, a onEntity) (any, error) {
		return receivedAs(d.receiveDeferred(ctx, a.Entity, a.Number, nil))
	}),
	"peek": with(func(ctx context.Context, d *driver, a onEntity) (any, error) {
		return messagesAs(d.peek(ctx, a.Entity, a.Max, a.From, nil))
	}),
	"complete": with(func(ctx context.Context, d *driver, a onMessage) (any, error) {
		return nil, d.settle(ctx, a.Handle, completed())
	}),
	"abandon": with(func(ctx context.Context, d *driver, a onMessage) (any, error) {
		return nil, d.settle(ctx, a.Handle, abandoned(plain(a.Properties)))
	}),
	"defer": with(func(ctx context.Context, d *driver, a onMessage) (any, error) {
		return nil, d.settle(ctx, a.Handle, deferred(plain(a.Properties)))
	}),
	"deadLetter": with(func(ctx context.Context, d *driver, a onMessage) (any, error) {
		return nil, d.settle(ctx, a.Handle, deadLettered(a.Reason, a.Description, plain(a.Properties)))
	}),
	"renew": with(func(ctx context.Context, d *driver, a onMessage) (any, error) {
		until, err := d.renew(ctx, a.Handle)
		return map[string]any{"lockedUntil": until}, err
	}),
	"closeReceiver": with(func(ctx context.Context, d *driver, a onEntity) (any, error) {
		d.closeReceiver(ctx, a.Entity)
		return nil, nil
	}),
	"acceptSession": with(func(ctx context.Context, d *driver, a onEntity) (any, error) {
		return d.acceptSession(ctx, a.Entity, a.ID)
	}),
	"sessionReceive": inSession(func(ctx context.Context, d *driver, by *receiver, a onSession) (any, error) {
		return receivedAs(d.sessionReceive(ctx, by, a.Brief))
	}),
	"sessionReceiveDeferred": inSession(func(ctx context.Context, d *driver, by *receiver, a onSession) (any, error) {
		return receivedAs(d.receiveDeferred(ctx, by.entity, a.Number, by))
	}),
	"sessionPeek": inSession(func(ctx context.Context, d *driver, by *receiver, a onSession) (any, error) {
		return messagesAs(d.peek(ctx, by.entity, a.Max, 0, by))
	}),
	"sessionState": inSession(func(ctx context.Context, d *driver, by *receiver, _ onSession) (any, error) {
		state, err := d.sessionState(ctx, by)
		return map[string]any{"state": state}, err
	}),
	"sessionSetState": inSession(func(ctx context.Context, d *driver, by *receiver, a onSession) (any, error) {
		return nil, d.sessionSetState(ctx, by, a.State)
	}),
	"sessionRenew": inSession(func(ctx context.Context, d *driver, by *receiver, _ onSession) (any, error) {
		until, err := d.sessionRenew(ctx, by)
		return map[string]any{"lockedUntil": until}, err
	}),
	"sessionClose": inSession(func(ctx context.Context, _ *driver, by *receiver, _ onSession) (any, error) {
		by.close(ctx)
		return nil, nil
	}),
	"addRule": with(func(ctx context.Context, d *driver, a onRules) (any, error) {
		return nil, d.addRule(ctx, a.Subscription, a.Rule)
	}),
	"removeRule": with(func(ctx context.Context, d *driver, a onRules) (any, error) {
		return nil, d.removeRule(ctx, a.Subscription, a.Name)
	}),
	"ruleNames": with(func(ctx context.Context, d *driver, a onRules) (any, error) {
		names, err := d.ruleNames(ctx, a.Subscription)
		return map[string]any{"names": names}, err
	}),
}

// inSession is an operation on a session that this driver accepted.
func inSession(run func(ctx context.Context, d *driver, by *receiver, a onSession) (any, error)) operation {
	return with(func(ctx context.Context, d *driver, a onSession) (any, error) {
		by, err := d.session(a.Session)
		if err != nil {
			return nil, err
		}
		return run(ctx, d, by, a)
	})
}

// receivedAs answers an absent field when nothing came.
func receivedAs(received any, err error) (any, error) {
	if received == nil {
		return map[string]any{}, err
	}
	return map[string]any{"received": received}, err
}

func messagesAs(messages any, err error) (any, error) {
	return map[string]any{"messages": messages}, err
}
