package main

import (
	"encoding/json"
	"runtime/debug"
	"sync"
	"time"
)

// clients are those of the whole check, by the names that the caller chose.
type clients struct {
	mu     sync.Mutex
	byName map[string]*client
}

func newClients() *clients { return &clients{byName: map[string]*client{}} }

func (all *clients) connect(name string, args json.RawMessage) error {
	var to target
	if err := json.Unmarshal(args, &to); err != nil {
		return err
	}
	all.mu.Lock()
	defer all.mu.Unlock()
	all.byName[name] = &client{target: to, drivers: map[string]*driver{}}
	return nil
}

func (all *clients) get(name string) *client {
	all.mu.Lock()
	defer all.mu.Unlock()
	return all.byName[name]
}

func (all *clients) forget(name string) {
	all.mu.Lock()
	defer all.mu.Unlock()
	delete(all.byName, name)
}

func (all *clients) close() {
	for _, each := range all.byName {
		each.retire()
	}
}

// client is one connection at a time to one target, made when it is first needed.
type client struct {
	target  target
	mu      sync.Mutex
	current *connection
	drivers map[string]*driver
}

// driver is known from the first request that names it.
func (c *client) driver(name string) *driver {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.drivers[name] == nil {
		c.drivers[name] = newDriver(c)
	}
	return c.drivers[name]
}

// limit is the longest that an operation may take: a little less than what the caller waits, who hears the reason then.
func (c *client) limit() time.Duration {
	return milliseconds(c.target.PatienceMs+c.target.AnswerMs) * 9 / 10
}

func milliseconds(count int64) time.Duration { return time.Duration(count) * time.Millisecond }

// version is that of the library that is linked in.
func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/Azure/go-amqp" {
			return module.Version[1:]
		}
	}
	return "unknown"
}
