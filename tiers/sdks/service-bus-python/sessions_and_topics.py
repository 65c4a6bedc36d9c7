"""Sessions: named, next, held, listed, none; topics with rules."""
import datetime

from azure.servicebus import NEXT_AVAILABLE_SESSION, ServiceBusMessage

from messages import bodies, one, plain, receive, send, text
from shown import refused


def in_session(session_id, *texts):
    return [ServiceBusMessage(body, session_id=session_id) for body in texts]


def session(bus):
    send(bus, "session", *in_session("job-1", "0", "1"))
    with bus.get_queue_receiver("session", session_id="job-1") as receiver:
        messages = receive(receiver, 2)
        for message in messages:
            receiver.complete_message(message)
        return {
            "id": receiver.session.session_id, "locked": receiver.session.locked_until_utc > datetime.datetime.now(datetime.timezone.utc),
            "bodies": bodies(messages), "sessionIds": [message.session_id for message in messages],
        }


def session_state(bus):
    with bus.get_queue_receiver("session-state", session_id="job-1") as receiver:
        before = receiver.session.get_state()
        receiver.session.set_state("cycle 2")
        return {"before": before, "after": receiver.session.get_state().decode()}


def renew(bus):
    with bus.get_queue_receiver("renew-session-lock", session_id="job-1") as receiver:
        before = receiver.session.locked_until_utc
        renewed = receiver.session.renew_lock()
        return {"renewed": renewed >= before and renewed > datetime.datetime.now(datetime.timezone.utc)}


def accept(bus, queue, session_id, **options):
    with bus.get_queue_receiver(queue, session_id=session_id, **options) as receiver:
        return {"id": receiver.session.session_id, "body": text(one(receiver))}


def session_locked(bus):
    with bus.get_queue_receiver("session-locked", session_id="job-1"):
        return refused(lambda: accept(bus, "session-locked", "job-1"))


def accept_next(bus):
    send(bus, "accept-next-session", *in_session("job-2", "next"))
    return accept(bus, "accept-next-session", NEXT_AVAILABLE_SESSION)


def list_sessions(bus):
    send(bus, "list-sessions", *in_session("job-3", "x"), *in_session("job-4", "x"))
    return sorted(bus.list_queue_sessions("list-sessions"))


def painted(color, **options):
    properties = {"color": color, **options.pop("more", {})}
    return ServiceBusMessage(color, subject="paint", application_properties=properties, **options)


def topic_with_rules(bus):
    with bus.get_topic_sender("topic-with-rules") as sender:
        sender.send_messages(painted("blue", to="Leeds", more={"express": True}))
        sender.send_messages(painted("red"))

    def of(subscription, count):
        with bus.get_subscription_receiver("topic-with-rules", subscription) as receiver:
            return receive(receiver, count)
    red = of("red", 1)
    return {"all": bodies(of("all", 2)), "red": bodies(red), "checked": plain(red[0].application_properties)["checked"], "leeds": bodies(of("leeds", 1))}


def walk(bus, seen):
    seen.show("session", lambda: session(bus))
    seen.show("session-state", lambda: session_state(bus))
    seen.show("renew-session-lock", lambda: renew(bus))
    seen.show("session-locked", lambda: session_locked(bus))
    seen.show("accept-next-session", lambda: accept_next(bus))
    seen.show("no-session", lambda: refused(lambda: accept(bus, "no-session", NEXT_AVAILABLE_SESSION, max_wait_time=1)))
    seen.show("list-sessions", lambda: list_sessions(bus))
    seen.show("topic-with-rules", lambda: topic_with_rules(bus))
