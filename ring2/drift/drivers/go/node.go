package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"sync"

	"github.com/Azure/go-amqp"
)

// node is an address that is asked by messages: a link there, a link back, answers told apart by correlation-id
// (service-bus-amqp-request-response).
type node struct {
	address  string
	replyTo  string
	sender   *amqp.Sender
	receiver *amqp.Receiver
	mu       sync.Mutex
	waiting  map[string]chan *amqp.Message
	ended    chan struct{}
	why      error
}

// node is the one at this address that there is, or a new one.
func (c *connection) node(ctx context.Context, address string) (*node, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known := c.nodes[address]; known != nil && !known.isOver() {
		return known, nil
	}
	opened, err := openNode(ctx, c.session, address)
	if err == nil {
		c.nodes[address] = opened
	}
	return opened, err
}

func openNode(ctx context.Context, session *amqp.Session, address string) (*node, error) {
	// The reply link's own name is the address that answers are sent to.
	n := &node{address: address, replyTo: rand.Text(), waiting: map[string]chan *amqp.Message{}, ended: make(chan struct{})}
	var err error
	if n.sender, err = session.NewSender(ctx, address, &amqp.SenderOptions{SourceAddress: n.replyTo}); err != nil {
		return nil, err
	}
	if n.receiver, err = session.NewReceiver(ctx, address, &amqp.ReceiverOptions{Name: n.replyTo, TargetAddress: n.replyTo, Credit: 100}); err != nil {
		n.sender.Close(ctx)
		return nil, err
	}
	go n.collect()
	return n, nil
}

// collect gives each answer to whoever waits for it, until the link back ends.
func (n *node) collect() {
	for {
		message, err := n.receiver.Receive(context.Background(), nil)
		if err != nil {
			n.why = err
			close(n.ended)
			return
		}
		_ = n.receiver.AcceptMessage(context.Background(), message)
		id := ""
		if message.Properties != nil {
			id = fmt.Sprint(message.Properties.CorrelationID)
		}
		n.mu.Lock()
		if asker := n.waiting[id]; asker != nil {
			asker <- message
		}
		n.mu.Unlock()
	}
}

func (n *node) isOver() bool {
	select {
	case <-n.ended:
		return true
	default:
		return false
	}
}

// ask sends one request and waits for its answer.
func (n *node) ask(ctx context.Context, properties map[string]any, value any) (*amqp.Message, error) {
	id := rand.Text()
	answer := make(chan *amqp.Message, 1)
	n.await(id, answer)
	defer n.await(id, nil)
	request := &amqp.Message{
		Properties:            &amqp.MessageProperties{MessageID: id, ReplyTo: &n.replyTo, To: &n.address},
		ApplicationProperties: properties,
		Value:                 value,
	}
	if err := transfer(ctx, n.sender, request); err != nil {
		return nil, err
	}
	select {
	case message := <-answer:
		return message, nil
	case <-n.ended:
		return nil, n.why
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (n *node) await(id string, answer chan *amqp.Message) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if answer == nil {
		delete(n.waiting, id)
	} else {
		n.waiting[id] = answer
	}
}

func (n *node) close(ctx context.Context) {
	n.sender.Close(ctx)
	n.receiver.Close(ctx)
}

// onNode asks the node that there is, and a new one if the bus turns out to have detached it as unused.
func onNode(ctx context.Context, c *connection, address string, properties map[string]any, value any) (*amqp.Message, error) {
	at, err := c.node(ctx, address)
	if err != nil {
		return nil, err
	}
	message, err := at.ask(ctx, properties, value)
	if err == nil || !wasForced(err) || c.isOver() {
		return message, err
	}
	c.mu.Lock()
	delete(c.nodes, address)
	c.mu.Unlock()
	at.close(ctx)
	if at, err = c.node(ctx, address); err != nil {
		return nil, err
	}
	return at.ask(ctx, properties, value)
}
