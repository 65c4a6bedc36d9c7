"""What every walk needs of messages."""
from azure.servicebus import ServiceBusMessage


def receive(receiver, count):
    messages = []
    while len(messages) < count:
        more = receiver.receive_messages(max_message_count=count - len(messages), max_wait_time=5)
        assert more, "no message came"
        messages += more
    return messages


def one(receiver):
    return receive(receiver, 1)[0]


def text(message):
    return message.body.decode() if isinstance(message.body, bytes) else b"".join(message.body).decode()


def bodies(messages):
    return [text(message) for message in messages]


def left(receiver):
    # From 1: the client takes 0 for none given, and looks behind what it received last.
    return bodies(receiver.peek_messages(max_message_count=5, sequence_number=1))


def plain(properties):
    def decode(value):
        return value.decode() if isinstance(value, bytes) else value
    return {decode(key): decode(value) for key, value in (properties or {}).items()}


def send(bus, queue, *messages):
    with bus.get_queue_sender(queue) as sender:
        for message in messages:
            sender.send_messages(message if isinstance(message, ServiceBusMessage) else ServiceBusMessage(message))
