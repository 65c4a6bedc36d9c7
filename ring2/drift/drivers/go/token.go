package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// tokenLife is how long a token is good for; another is put when half of it is over.
const tokenLife = time.Hour

// authorize puts a token for the entity on $cbs (OASIS draft "AMQP Claims-based Security"), once for this connection.
func (c *connection) authorize(ctx context.Context, entity string) error {
	if c.target.broker() != nil {
		return nil
	}
	c.mu.Lock()
	put, known := c.tokens[entity]
	c.mu.Unlock()
	if known && time.Since(put) < tokenLife/2 {
		return nil
	}
	audience := c.target.audience(entity)
	message, err := onNode(ctx, c, "$cbs", map[string]any{
		"operation": "put-token", "type": "servicebus.windows.net:sastoken", "name": audience,
	}, c.target.token(audience, time.Now()))
	if err != nil {
		return err
	}
	if _, err := statusOf(message, "status-code", "status-description"); err != nil {
		return err
	}
	c.mu.Lock()
	c.tokens[entity] = time.Now()
	c.mu.Unlock()
	return nil
}

// audience is what a token for an entity is for; without a standard port, as the official clients have it.
func (t target) audience(entity string) string {
	switch t.Port {
	case 443, 5671, 5672:
		return fmt.Sprintf("sb://%s/%s", t.Host, entity)
	}
	return fmt.Sprintf("sb://%s:%d/%s", t.Host, t.Port, entity)
}

// token is the connection string's signature, or one made with its key
// (Microsoft's page "Service Bus access control with Shared Access Signatures").
func (t target) token(audience string, now time.Time) string {
	parts := t.parts()
	if signature := parts["sharedaccesssignature"]; signature != "" {
		return signature
	}
	resource := url.QueryEscape(audience)
	expiry := now.Add(tokenLife).Unix()
	mac := hmac.New(sha256.New, []byte(parts["sharedaccesskey"]))
	fmt.Fprintf(mac, "%s\n%d", resource, expiry)
	signature := base64.StdEncoding.EncodeToString(mac.Sum(nil))
	return fmt.Sprintf("SharedAccessSignature sr=%s&sig=%s&se=%d&skn=%s", resource, url.QueryEscape(signature), expiry, url.QueryEscape(parts["sharedaccesskeyname"]))
}

// parts are those of the connection string, by their names in lower case.
func (t target) parts() map[string]string {
	parts := map[string]string{}
	for segment := range strings.SplitSeq(t.ConnectionString, ";") {
		name, value, _ := strings.Cut(segment, "=")
		parts[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(value)
	}
	return parts
}
