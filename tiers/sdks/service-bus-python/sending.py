"""What a message is made of, batches, limits, and an entity that is not there."""
import datetime
import uuid

from azure.servicebus import ServiceBusMessage
from azure.servicebus.exceptions import MessageSizeExceededError

from messages import bodies, one, plain, receive, send, text
from shown import refused

LARGE = "x" * 300_000


def sent(bus):
    with bus.get_queue_receiver("send") as receiver:
        send(bus, "send", ServiceBusMessage(
            '{"a": 1}', content_type="application/json", message_id="m1", subject="s", correlation_id="c", reply_to="answers", to="Leeds",
            time_to_live=datetime.timedelta(hours=1),
        ))
        message = one(receiver)
        return {
            "body": text(message), "contentType": message.content_type, "messageId": message.message_id, "subject": message.subject,
            "correlationId": message.correlation_id, "replyTo": message.reply_to, "to": message.to,
            "deliveryCount": message.delivery_count, "sequenceNumber": message.sequence_number,
            "liveSeconds": (message.expires_at_utc - message.enqueued_time_utc).total_seconds(),
        }


def properties(bus, queue, values):
    with bus.get_queue_receiver(queue) as receiver:
        send(bus, queue, ServiceBusMessage("x", application_properties=values))
        return plain(one(receiver).application_properties)


def time(bus):
    kept = properties(bus, "time-property", {"time": datetime.datetime(2023, 11, 14, 22, 13, 20, tzinfo=datetime.timezone.utc)})["time"]
    # The client encodes a time as AMQP's timestamp and hands it out as the milliseconds that this is.
    return datetime.datetime.fromtimestamp(kept / 1000, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def batch(bus):
    with bus.get_queue_sender("batch") as sender, bus.get_queue_receiver("batch") as receiver:
        messages = sender.create_message_batch()
        for number in range(3):
            messages.add_message(ServiceBusMessage(f"batched {number}"))
        sender.send_messages(messages)
        return bodies(receive(receiver, 3))


def batch_limit(bus):
    with bus.get_queue_sender("batch-limit") as sender:
        messages = sender.create_message_batch()

        def fits(body):
            try:
                messages.add_message(ServiceBusMessage(body))
                return True
            except MessageSizeExceededError:
                return False
        return {"small": fits("small"), "large": fits(LARGE)}


def receive_from(bus, queue):
    with bus.get_queue_receiver(queue) as receiver:
        return one(receiver)


def walk(bus, seen):
    seen.show("send", lambda: sent(bus))
    seen.show("application-properties", lambda: properties(bus, "application-properties", {"text": "v", "whole": 7, "half": 1.5, "flag": True}))
    seen.show("long-property", lambda: properties(bus, "long-property", {"long": 2**40})["long"])
    seen.show("time-property", lambda: time(bus))
    seen.show("uuid-property", lambda: str(properties(bus, "uuid-property", {"uuid": uuid.UUID(int=5)})["uuid"]))
    seen.show("batch", lambda: batch(bus))
    seen.show("batch-limit", lambda: batch_limit(bus))
    seen.show("too-large", lambda: refused(lambda: send(bus, "too-large", LARGE)))
    seen.show("unknown-entity", lambda: {"send": refused(lambda: send(bus, "nowhere", "x")), "receive": refused(lambda: receive_from(bus, "nowhere"))})
