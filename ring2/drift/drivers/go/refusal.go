package main

import (
	"context"
	"errors"
	"net"
	"regexp"
	"slices"
	"strings"

	"github.com/Azure/go-amqp"
)

// refusal is an error as the protocol tells it. The codes are those of the JavaScript client; the condition is the bus's own.
type refusal struct {
	Code      string `json:"code"`
	Message   string `json:"message"`
	Retryable bool   `json:"retryable"`
	Condition string `json:"condition,omitempty"`
}

func (r *refusal) Error() string { return r.Code + ": " + r.Message }

func connectionFailed(err error) *refusal {
	return &refusal{Code: "ConnectionFailed", Message: err.Error(), Retryable: true}
}

func clientFailed(err error) *refusal { return &refusal{Code: "ClientFailed", Message: err.Error()} }

func timedOut(op string) *refusal {
	return &refusal{Code: "ServiceTimeout", Message: "no answer to " + op + " in time", Retryable: true}
}

// codes are what the JavaScript client makes of a condition; of any other it makes GeneralError
// (@azure/core-amqp and @azure/service-bus, the tables ConditionErrorNameMapper and wellKnownMessageCodesToServiceBusCodes).
var codes = map[string]string{
	"amqp:not-found":                         "ServiceCommunicationProblem",
	"amqp:link:message-size-exceeded":        "MessageSizeExceeded",
	"amqp:resource-limit-exceeded":           "QuotaExceeded",
	"amqp:unauthorized-access":               "UnauthorizedAccess",
	"com.microsoft:auth-failed":              "UnauthorizedAccess",
	"com.microsoft:entity-already-exists":    "MessagingEntityAlreadyExists",
	"com.microsoft:entity-disabled":          "MessagingEntityDisabled",
	"com.microsoft:message-lock-lost":        "MessageLockLost",
	"com.microsoft:message-not-found":        "MessageNotFound",
	"com.microsoft:server-busy":              "ServiceBusy",
	"com.microsoft:session-cannot-be-locked": "SessionCannotBeLocked",
	"com.microsoft:session-lock-lost":        "SessionLockLost",
	"com.microsoft:timeout":                  "ServiceTimeout",
}

// worthARetry are the conditions after which the JavaScript client would try again (its retryableErrors).
var worthARetry = []string{
	"amqp:connection:forced", "amqp:internal-error", "amqp:link:detach-forced", "amqp:link:transfer-limit-exceeded", "amqp:unauthorized-access",
	"com.microsoft:auth-failed", "com.microsoft:operation-cancelled", "com.microsoft:server-busy", "com.microsoft:timeout",
}

// noEntity is a text that counts more than its condition.
var noEntity = regexp.MustCompile(`(?i)The messaging entity .* could not be found`)

// refused is what the bus answered.
func refused(condition, text string) *refusal {
	if noEntity.MatchString(text) || strings.Contains(text, "status-code: 404") {
		return &refusal{Code: "MessagingEntityNotFound", Message: text, Condition: condition}
	}
	code, known := codes[condition]
	if !known {
		code = "GeneralError"
	}
	return &refusal{Code: code, Message: text, Condition: condition, Retryable: slices.Contains(worthARetry, condition)}
}

// refusalOf is what the library returned, in the words of the protocol.
func refusalOf(err error) *refusal {
	var own *refusal
	var said *amqp.Error
	var connection *amqp.ConnError
	var network net.Error
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &said):
		return refused(string(said.Condition), said.Description)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return timedOut("the request")
	case errors.As(err, &connection), errors.As(err, &network):
		return connectionFailed(err)
	}
	return clientFailed(err)
}

// wasForced says that the bus ended what was asked on because nobody used it: no answer to what was asked.
func wasForced(err error) bool {
	var said *amqp.Error
	if !errors.As(err, &said) {
		return false
	}
	return said.Condition == amqp.ErrCondDetachForced || said.Condition == amqp.ErrCondConnectionForced
}
