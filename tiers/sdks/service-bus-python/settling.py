"""Locks and what ends them."""
import datetime

from azure.servicebus import ServiceBusReceiveMode, ServiceBusSubQueue

from messages import left, one, send, text
from shown import refused

STATES = {0: "active", 1: "deferred", 2: "scheduled"}


def state(message):
    return STATES[message.state.value]


def dead(bus, queue):
    with bus.get_queue_receiver(queue, sub_queue=ServiceBusSubQueue.DEAD_LETTER, receive_mode=ServiceBusReceiveMode.RECEIVE_AND_DELETE) as receiver:
        return one(receiver)


def peek_lock(receiver, message):
    return {"lockSeconds": 10 * round((message.locked_until_utc - message.enqueued_time_utc).total_seconds() / 10), "peeked": left(receiver)}


def complete(receiver, message):
    receiver.complete_message(message)
    return {"left": left(receiver)}


def abandon(receiver, message):
    receiver.abandon_message(message)
    again = one(receiver)
    return {"deliveryCounts": [message.delivery_count, again.delivery_count], "same": again.sequence_number == message.sequence_number}


def dead_letter(receiver, message):
    receiver.dead_letter_message(message, reason="why", error_description="because")
    return {"left": left(receiver)}


def defer(receiver, message):
    receiver.defer_message(message)
    return {"state": state(receiver.peek_messages(sequence_number=1)[0])}


def receive_deferred(receiver, message):
    receiver.defer_message(message)
    (deferred,) = receiver.receive_deferred_messages(message.sequence_number)
    receiver.complete_message(deferred)
    return {"body": text(deferred), "deliveryCount": deferred.delivery_count, "left": left(receiver)}


def settle_twice(receiver, message):
    receiver.complete_message(message)
    return refused(lambda: receiver.complete_message(message))


def renew_lock(receiver, message):
    before = message.locked_until_utc
    renewed = receiver.renew_message_lock(message)
    return {"renewed": renewed >= before and renewed > datetime.datetime.now(datetime.timezone.utc)}


def lock_lost(receiver, message):
    again = one(receiver)
    return {"deliveryCount": again.delivery_count, "renew": refused(lambda: receiver.renew_message_lock(message))}


def walk(bus, seen):
    def dead_letter_queue(receiver, message):
        dead_letter(receiver, message)
        buried = dead(bus, "dead-letter-queue")
        return {"body": text(buried), "reason": buried.dead_letter_reason, "description": buried.dead_letter_error_description, "source": buried.dead_letter_source}

    def max_delivery_count(receiver, message):
        receiver.abandon_message(message)
        return {"reason": dead(bus, "max-delivery-count").dead_letter_reason}

    def given(behaviour, body, action):
        """Sends one message to the behaviour's queue and receives it."""
        def walked():
            send(bus, behaviour, body)
            with bus.get_queue_receiver(behaviour) as receiver:
                return action(receiver, one(receiver))
        seen.show(behaviour, walked)

    given("peek-lock", "locked", peek_lock)
    given("complete", "done", complete)
    given("abandon", "again", abandon)
    given("dead-letter", "bad", dead_letter)
    given("dead-letter-queue", "bad", dead_letter_queue)
    given("max-delivery-count", "bad", max_delivery_count)
    given("defer", "later", defer)
    given("receive-deferred", "later", receive_deferred)
    given("settle-twice", "twice", settle_twice)
    given("renew-lock", "slow", renew_lock)
    given("lock-lost", "slow", lock_lost)
