"""Each operation of the protocol: `OPERATIONS[op](driver, **args)` gives its `ok`."""
import azure.servicebus
from azure.servicebus.exceptions import ServiceBusError

from clients import Client
from errors import NotOffered, condition_of, told
from messages import milliseconds, seen, to_send, when

PROTOCOL = 1


def received(driver, link, message):
    return {} if message is None else {"received": {"handle": driver.hold(link, message), "message": seen(message)}}


def first(messages):
    return messages[0] if messages else None


def send(driver, entity, messages, batch):
    with driver.sender(entity) as sender:
        made = [to_send(message) for message in messages]
        sender.send_messages(made if batch else made[0])


def schedule(driver, entity, message, at):
    with driver.sender(entity) as sender:
        (number,) = sender.schedule_messages(to_send(message), when(at))
        return {"sequenceNumber": str(number)}


def cancel_scheduled(driver, entity, sequenceNumber):
    with driver.sender(entity) as sender:
        sender.cancel_scheduled_messages(int(sequenceNumber))


def receive_by(driver, link, brief):
    with link as receiver:
        wait = driver.brief if brief else driver.patience
        return received(driver, link, first(receiver.receive_messages(max_message_count=1, max_wait_time=wait)))


def receive_deferred_by(driver, link, number):
    with link as receiver:
        return received(driver, link, first(receiver.receive_deferred_messages(int(number))))


def peek_by(link, most, start):
    try:
        receiver = link.__enter__()
    except ServiceBusError as error:
        # The client looks through a receiving link, which an entity with sessions or one that forwards does not grant.
        if condition_of(error) == "amqp:not-allowed":
            raise NotOffered("peek-without-receiving") from error
        raise
    try:
        # From 1: the client takes 0 for none given, and looks behind what it received last.
        return {"messages": [seen(message) for message in receiver.peek_messages(max_message_count=most, sequence_number=int(start))]}
    finally:
        link.__exit__()


def receive(driver, entity, mode="peek-lock", brief=False):
    if not brief:
        return receive_by(driver, driver.receiver(entity, mode), brief)
    # A receive that found nothing leaves its credit at the bus, which would give the next message to a receiver that does not
    # wait for any. So where nothing is expected another one looks, and goes when it found nothing.
    link = driver.passing_receiver(entity, mode)
    found = receive_by(driver, link, brief)
    if not found:
        link.close()
    return found


def receive_deferred(driver, entity, sequenceNumber):
    return receive_deferred_by(driver, driver.receiver(entity), sequenceNumber)


def peek(driver, entity, max, start="1"):
    return peek_by(driver.receiver(entity), max, start)


def settling(act):
    """Settles through the receiver that received."""
    def settle(driver, handle, **args):
        link, message = driver.held(handle)
        if link.closed:
            raise NotOffered("settlement-after-close")
        with link as receiver:
            act(receiver, message, **args)
    return settle


def dead_letter(receiver, message, reason, description):
    receiver.dead_letter_message(message, reason=reason, error_description=description)


def renew(driver, handle):
    link, message = driver.held(handle)
    # Any receiver of the entity may renew: the request names the lock alone.
    with (driver.receiver(link.entity) if link.closed else link) as receiver:
        return {"lockedUntil": milliseconds(receiver.renew_message_lock(message))}


def close_receiver(driver, entity):
    driver.close_receivers(entity)


def accept_session(driver, entity, id=None):
    handle, link = driver.accept(entity, id)
    with link as receiver:
        return {"session": handle, "id": receiver.session.session_id, "lockedUntil": milliseconds(receiver.session.locked_until_utc)}


def session_receive(driver, session, brief=False):
    return receive_by(driver, driver.session(session), brief)


def session_receive_deferred(driver, session, sequenceNumber):
    return receive_deferred_by(driver, driver.session(session), sequenceNumber)


def session_peek(driver, session, max):
    return peek_by(driver.session(session), max, "1")


def session_state(driver, session):
    with driver.session(session) as receiver:
        state = receiver.session.get_state()
        return {"state": None if state is None else bytes(state).decode()}


def session_set_state(driver, session, state):
    with driver.session(session) as receiver:
        receiver.session.set_state(state)


def session_renew(driver, session):
    with driver.session(session) as receiver:
        return {"lockedUntil": milliseconds(receiver.session.renew_lock())}


def session_close(driver, session):
    driver.session(session).close()


def leave(driver):
    driver.leave()


OPERATIONS = {
    "send": send, "schedule": schedule, "cancelScheduled": cancel_scheduled,
    "receive": receive, "receiveDeferred": receive_deferred, "peek": peek,
    "complete": settling(lambda receiver, message: receiver.complete_message(message)),
    "abandon": settling(lambda receiver, message: receiver.abandon_message(message)),
    "defer": settling(lambda receiver, message: receiver.defer_message(message)),
    "deadLetter": settling(dead_letter), "renew": renew, "closeReceiver": close_receiver,
    "acceptSession": accept_session, "sessionReceive": session_receive, "sessionReceiveDeferred": session_receive_deferred,
    "sessionPeek": session_peek, "sessionState": session_state, "sessionSetState": session_set_state,
    "sessionRenew": session_renew, "sessionClose": session_close, "leave": leave,
}


class Program:
    def __init__(self):
        self.clients = {}

    def answer(self, request):
        try:
            return {"ok": self.play(request.get("client"), request.get("driver"), request["op"], request["args"])}
        except Exception as error:  # pylint: disable=broad-except
            return {"error": told(error)}

    def play(self, client, driver, op, args):
        if op == "hello":
            return {"version": azure.servicebus.__version__}
        if op == "connect":
            self.clients[client] = Client(**args)
            return None
        if op == "close":
            self.clients.pop(client).close()
            return None
        if "from" in args:
            args["start"] = args.pop("from")
        return OPERATIONS[op](self.clients[client].driver(driver), **args)
