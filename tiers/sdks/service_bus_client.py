"""The unmodified azure-servicebus client against one connection string; prints what it saw as one JSON document."""
import datetime
import json
import sys
import uuid

from azure.servicebus import (
    NEXT_AVAILABLE_SESSION,
    ServiceBusClient, ServiceBusMessage, ServiceBusReceiveMode, ServiceBusSubQueue, TransportType, __version__,
)
from azure.servicebus.exceptions import MessageLockLostError, ServiceBusError

QUEUE, SESSIONS = "orders", "averages"


def client(connection_string, transport, port, ca):
    if transport == "tcp":
        return ServiceBusClient.from_connection_string(connection_string, retry_total=0)
    if transport == "tls":
        return ServiceBusClient.from_connection_string(
            connection_string.replace("UseDevelopmentEmulator=true;", ""), retry_total=0, connection_verify=ca,
            custom_endpoint_address=f"sb://localhost:{port}",
        )
    # Over WebSocket Python takes the port from here only.
    return ServiceBusClient.from_connection_string(
        connection_string, retry_total=0, transport_type=TransportType.AmqpOverWebsocket,
        custom_endpoint_address=f"sb://localhost:{port}",
    )


def one(receiver):
    messages = receiver.receive_messages(max_message_count=1, max_wait_time=5)
    assert messages, "no message came"
    return messages[0]


def text(message):
    return b"".join(message.body).decode() if not isinstance(message.body, bytes) else message.body.decode()


def plain(properties):
    decode = lambda value: value.decode() if isinstance(value, bytes) else value
    return {decode(key): decode(value) for key, value in (properties or {}).items()}


def queue_walk(bus, seen):
    with bus.get_queue_sender(QUEUE) as sender, bus.get_queue_receiver(QUEUE) as receiver:
        sender.send_messages(ServiceBusMessage(
            '{"a": 1}', content_type="application/json", message_id="m1", subject="s", correlation_id="c",
            application_properties={"k": "v", "n": 7, "f": 1.5, "u": uuid.UUID(int=5)},
        ))
        message = one(receiver)
        seen["sent"] = {
            "body": text(message), "contentType": message.content_type, "id": message.message_id, "subject": message.subject,
            "properties": {key: str(value) for key, value in plain(message.application_properties).items()},
            "deliveryCount": message.delivery_count, "sequenceNumber": message.sequence_number,
            "lockSeconds": round((message.locked_until_utc - message.enqueued_time_utc).total_seconds()),
        }
        before = message.locked_until_utc
        seen["renewed"] = receiver.renew_message_lock(message) >= before
        receiver.abandon_message(message)
        again = one(receiver)
        seen["abandoned"] = {"deliveryCount": again.delivery_count, "same": again.sequence_number == message.sequence_number}
        receiver.dead_letter_message(again, reason="why", error_description="because")

        batch = sender.create_message_batch()
        for number in range(3):
            batch.add_message(ServiceBusMessage(f"batched {number}"))
        sender.send_messages(batch)
        peeked = receiver.peek_messages(max_message_count=5)
        seen["peeked"] = [text(message) for message in peeked]
        received = []
        while len(received) < 3:
            received += receiver.receive_messages(max_message_count=3, max_wait_time=5)
        seen["batch"] = [text(message) for message in received]
        receiver.complete_message(received[0])
        receiver.complete_message(received[1])
        receiver.defer_message(received[2])
        deferred = receiver.receive_deferred_messages(received[2].sequence_number)
        seen["deferred"] = {"body": text(deferred[0]), "deliveryCount": deferred[0].delivery_count}
        receiver.complete_message(deferred[0])

        far = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
        numbers = sender.schedule_messages(ServiceBusMessage("scheduled"), far)
        seen["scheduled"] = [str(message.state) for message in receiver.peek_messages(max_message_count=5, sequence_number=numbers[0])]
        sender.cancel_scheduled_messages(numbers)
        seen["afterCancel"] = len(receiver.peek_messages(max_message_count=5, sequence_number=numbers[0]))
        seen["empty"] = len(receiver.receive_messages(max_message_count=1, max_wait_time=0.2))

    with bus.get_queue_receiver(QUEUE, sub_queue=ServiceBusSubQueue.DEAD_LETTER, receive_mode=ServiceBusReceiveMode.RECEIVE_AND_DELETE) as dead:
        message = one(dead)
        seen["dead"] = [message.dead_letter_reason, message.dead_letter_error_description, message.dead_letter_source]


def session_walk(bus, seen):
    with bus.get_queue_sender(SESSIONS) as sender:
        sender.send_messages([ServiceBusMessage(str(number), session_id="job-1") for number in range(2)])
    with bus.get_queue_receiver(SESSIONS, session_id="job-1") as receiver:
        receiver.session.set_state("cycle 2")
        seen["session"] = {
            "id": receiver.session.session_id, "state": receiver.session.get_state().decode(),
            "renewed": receiver.session.renew_lock() > datetime.datetime.now(datetime.timezone.utc),
            "bodies": [],
        }
        while len(seen["session"]["bodies"]) < 2:
            message = one(receiver)
            seen["session"]["bodies"].append(text(message))
            receiver.complete_message(message)
    with bus.get_queue_sender(SESSIONS) as sender:
        sender.send_messages(ServiceBusMessage("next", session_id="job-2"))
    with bus.get_queue_receiver(SESSIONS, session_id=NEXT_AVAILABLE_SESSION) as receiver:
        seen["nextSession"] = [receiver.session.session_id, text(one(receiver))]


def refusals(bus, seen):
    try:
        with bus.get_queue_sender("nowhere") as sender:
            sender.send_messages(ServiceBusMessage("x"))
        seen["missing"] = "accepted"
    except ServiceBusError as error:
        # The broker refuses the token already, which this client tells as a failed authentication or connection.
        seen["missing"] = [type(error).__name__, "Status code: 404" in str(error.inner_exception)]


def lock_lost(bus, seen):
    with bus.get_queue_sender("short") as sender, bus.get_queue_receiver("short") as receiver:
        sender.send_messages(ServiceBusMessage("slow"))
        message = one(receiver)
        again = one(receiver)
        seen["expired"] = {"deliveryCount": again.delivery_count}
        try:
            receiver.renew_message_lock(message)
            seen["expired"]["renew"] = "renewed"
        except MessageLockLostError:
            seen["expired"]["renew"] = "MessageLockLostError"
        receiver.complete_message(again)


def main():
    connection_string, transport, port, ca = sys.argv[1:]
    seen = {"version": __version__}
    with client(connection_string, transport, port, ca) as bus:
        queue_walk(bus, seen)
        session_walk(bus, seen)
        refusals(bus, seen)
        lock_lost(bus, seen)
    print(json.dumps(seen))


main()
