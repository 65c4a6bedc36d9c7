"""Messages of the protocol as the client's, and back."""
import base64
import datetime
import json
import uuid

from azure.servicebus import ServiceBusMessage
from azure.servicebus.amqp import AmqpMessageBodyType

from errors import NotOffered

STATES = ("active", "deferred", "scheduled")
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MILLISECOND = datetime.timedelta(milliseconds=1)


def when(ms):
    return EPOCH + ms * MILLISECOND


def milliseconds(time):
    return None if time is None else (time - EPOCH) // MILLISECOND


def to_send(message):
    made = ServiceBusMessage(
        json.dumps(message["body"], ensure_ascii=False, separators=(",", ":")),
        application_properties={name: value_to_send(value) for name, value in message.get("properties", {}).items()} or None,
        session_id=message.get("sessionId"), message_id=message.get("messageId"), content_type=message.get("contentType"),
        correlation_id=message.get("correlationId"), subject=message.get("subject"), partition_key=message.get("partitionKey"),
        to=message.get("to"), reply_to=message.get("replyTo"), reply_to_session_id=message.get("replyToSessionId"),
    )
    if "timeToLive" in message:
        made.time_to_live = message["timeToLive"] * MILLISECOND
    if "scheduledAt" in message:
        made.scheduled_enqueue_time_utc = when(message["scheduledAt"])
    return made


def value_to_send(value):
    if isinstance(value, int) and not -2**31 <= value < 2**31:
        raise NotOffered("wide-whole-numbers")
    return when(value["date"]) if isinstance(value, dict) else value


def seen(message):
    annotated = message.raw_amqp_message
    facts = {
        "messageId": text(message.message_id), "contentType": message.content_type, "subject": message.subject,
        "correlationId": text(message.correlation_id), "sessionId": message.session_id, "to": message.to, "replyTo": message.reply_to,
        "replyToSessionId": message.reply_to_session_id, "partitionKey": message.partition_key,
        "timeToLive": annotated.header.time_to_live if annotated.header else None,
        "deliveryCount": message.delivery_count,
        "sequenceNumber": text(message.sequence_number), "enqueuedSequenceNumber": text(message.enqueued_sequence_number),
        "enqueuedAt": milliseconds(message.enqueued_time_utc), "scheduledAt": milliseconds(message.scheduled_enqueue_time_utc),
        "lockedUntil": milliseconds(message.locked_until_utc), "lockToken": text(message.lock_token),
        "deadLetterReason": message.dead_letter_reason, "deadLetterDescription": message.dead_letter_error_description,
        "deadLetterSource": message.dead_letter_source,
    }
    return {
        **{name: value for name, value in facts.items() if value is not None},
        "body": body(message), "properties": {text(name): plain(value) for name, value in (message.application_properties or {}).items()},
        "state": STATES[message.state.value],
    }


def text(value):
    return None if value is None else value.decode() if isinstance(value, bytes) else str(value)


def plain(value):
    return str(value) if isinstance(value, uuid.UUID) else value.decode() if isinstance(value, bytes) else value


def body(message):
    if message.body_type != AmqpMessageBodyType.DATA:
        return plain(message.body)
    content = message.body if isinstance(message.body, bytes) else b"".join(message.body)
    try:
        return json.loads(content)
    except ValueError:
        return {"base64": base64.b64encode(content).decode()}
