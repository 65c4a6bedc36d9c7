package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
)

// fields is a part of what was observed.
type fields map[string]any

// seen is what was observed, by behaviour, in the words of tiers/sdks/service-bus/behaviour.ts.
type seen map[string]any

// show lets a behaviour that fails say how, without stopping the others.
func (s seen) show(behaviour string, walk func() any) {
	defer func() {
		if failure := recover(); failure != nil {
			s[behaviour] = fields{"failed": fmt.Sprint(failure)}
		}
	}()
	s[behaviour] = walk()
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func must[T any](value T, err error) T {
	check(err)
	return value
}

func to[T any](value T) *T { return &value }

var (
	codes = map[azservicebus.Code]string{
		azservicebus.CodeLockLost: "lock-lost", azservicebus.CodeNotFound: "not-found", azservicebus.CodeTimeout: "timeout",
	}
	statuses = map[int]string{400: "bad-request", 404: "not-found", 409: "already-exists"}
)

// word is the error's name in the list, else what the client says.
func word(err error) string {
	var known *azservicebus.Error
	var response *azcore.ResponseError
	switch {
	case err == nil:
		return "accepted"
	case errors.Is(err, azservicebus.ErrMessageTooLarge):
		return "too-large"
	case errors.As(err, &known) && codes[known.Code] != "":
		return codes[known.Code]
	case errors.As(err, &response) && statuses[response.StatusCode] != "":
		return statuses[response.StatusCode]
	case strings.Contains(err.Error(), "com.microsoft:session-cannot-be-locked"):
		// The client has no code for it.
		return "session-locked"
	case errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	}
	return err.Error()
}

// found is the word for a client that answers nothing, and no error, for what does not exist.
func found[T any](value *T, err error) string {
	if err == nil && value == nil {
		return "not-found"
	}
	return word(err)
}
