package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
)

// request is one line of stdin.
type request struct {
	ID     int             `json:"id"`
	Op     string          `json:"op"`
	Client string          `json:"client"`
	Driver string          `json:"driver"`
	Args   json.RawMessage `json:"args"`
}

// answer is one line of stdout.
type answer struct {
	ID    int      `json:"id"`
	OK    any      `json:"ok"`
	Error *refusal `json:"-"`
}

func (a answer) MarshalJSON() ([]byte, error) {
	if a.Error != nil {
		return json.Marshal(map[string]any{"id": a.ID, "error": a.Error})
	}
	return json.Marshal(map[string]any{"id": a.ID, "ok": a.OK})
}

// longestLine is far more than the largest message and its facts.
const longestLine = 64 << 20

// serve answers requests, each as soon as it can be, until in ends.
func serve(in io.Reader, out io.Writer) error {
	var writing sync.Mutex
	var working sync.WaitGroup
	clients := newClients()
	defer clients.close()
	defer working.Wait()
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longestLine)
	for lines.Scan() {
		var asked request
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			return fmt.Errorf("a request that is no JSON: %w", err)
		}
		working.Go(func() {
			line, err := json.Marshal(clients.answer(asked))
			if err != nil {
				line, _ = json.Marshal(answer{ID: asked.ID, Error: clientFailed(err)})
			}
			writing.Lock()
			defer writing.Unlock()
			out.Write(append(line, '\n'))
		})
	}
	return lines.Err()
}

// answer does what was asked; whatever goes wrong is told as a refusal.
func (all *clients) answer(asked request) answer {
	value, err := all.do(asked)
	if err != nil {
		return answer{ID: asked.ID, Error: refusalOf(err)}
	}
	return answer{ID: asked.ID, OK: value}
}

func (all *clients) do(asked request) (any, error) {
	switch asked.Op {
	case "hello":
		return map[string]any{"version": version()}, nil
	case "connect":
		return nil, all.connect(asked.Client, asked.Args)
	}
	owner := all.get(asked.Client)
	if owner == nil {
		return nil, fmt.Errorf("%s asks for the client %q, which was not connected", asked.Op, asked.Client)
	}
	if asked.Op == "close" {
		all.forget(asked.Client)
		owner.retire()
		return nil, nil
	}
	operation, known := operations[asked.Op]
	if !known {
		return nil, fmt.Errorf("there is no operation %q", asked.Op)
	}
	ctx, cancel := context.WithTimeout(context.Background(), owner.limit())
	defer cancel()
	value, err := operation(ctx, owner.driver(asked.Driver), asked.Args)
	if isSessionEnd(err) {
		owner.retire()
	}
	// What the library says instead depends on where it was waiting.
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return nil, timedOut(asked.Op)
	}
	return value, err
}
