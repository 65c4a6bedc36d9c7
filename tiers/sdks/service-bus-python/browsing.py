"""Ways to receive that lock nothing, or find nothing, and messages whose time has not come."""
import datetime

from azure.servicebus import ServiceBusMessage, ServiceBusReceiveMode

from messages import bodies, left, one, receive, send, text
from settling import state


def receive_and_delete(bus):
    send(bus, "receive-and-delete", "once")
    with bus.get_queue_receiver("receive-and-delete", receive_mode=ServiceBusReceiveMode.RECEIVE_AND_DELETE) as receiver:
        return {"body": text(one(receiver)), "left": left(receiver)}


def peek(bus):
    send(bus, "peek", "0", "1", "2")
    with bus.get_queue_receiver("peek") as receiver:
        return {"peeked": left(receiver), "deliveryCount": one(receiver).delivery_count}


def scheduled(bus, queue, cancel):
    far = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
    with bus.get_queue_sender(queue) as sender, bus.get_queue_receiver(queue) as receiver:
        numbers = sender.schedule_messages([ServiceBusMessage("later"), ServiceBusMessage("much later")], far)
        if cancel:
            sender.cancel_scheduled_messages(numbers)
            return {"left": left(receiver)}
        return {"states": [state(message) for message in receiver.peek_messages(max_message_count=5, sequence_number=numbers[0])]}


def empty_receive(bus):
    with bus.get_queue_receiver("empty-receive") as receiver:
        first = len(receiver.receive_messages(max_message_count=1, max_wait_time=0.2))
        send(bus, "empty-receive", "after the empty receive")
        return {"first": first, "then": bodies(receive(receiver, 1))}


def pump(bus):
    """A receiver is an iterator: this client's message pump."""
    send(bus, "processor", "0", "1", "2")
    got = []
    with bus.get_queue_receiver("processor", max_wait_time=5) as receiver:
        for message in receiver:
            got.append(text(message))
            receiver.complete_message(message)
            if len(got) == 3:
                break
        return {"bodies": got, "left": left(receiver)}


def walk(bus, seen):
    seen.show("receive-and-delete", lambda: receive_and_delete(bus))
    seen.show("peek", lambda: peek(bus))
    seen.show("schedule", lambda: scheduled(bus, "schedule", False))
    seen.show("cancel-scheduled", lambda: scheduled(bus, "cancel-scheduled", True))
    seen.show("empty-receive", lambda: empty_receive(bus))
    seen.show("processor", lambda: pump(bus))
