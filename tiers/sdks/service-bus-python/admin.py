"""The administration client over https: namespace, queues, refusals, counts."""
import datetime

from azure.servicebus import ServiceBusClient, ServiceBusMessage
from azure.servicebus.management import ServiceBusAdministrationClient

import admin_topics
from messages import one, send
from shown import refused


def defaults(admin):
    admin.create_queue("admin-queue")
    made = admin.get_queue("admin-queue")
    return {
        "lockSeconds": made.lock_duration.total_seconds(), "maxDeliveryCount": made.max_delivery_count, "megabytes": made.max_size_in_megabytes,
        "ttlDays": made.default_message_time_to_live.days, "status": made.status.lower(), "requiresSession": made.requires_session,
    }


def options(admin):
    admin.create_queue("admin-target")
    admin.create_queue("admin-queue/options", lock_duration=datetime.timedelta(seconds=30), max_delivery_count=5, user_metadata="<&>", forward_to="admin-target")
    made = admin.get_queue("admin-queue/options")
    return {
        "lockSeconds": made.lock_duration.total_seconds(), "maxDeliveryCount": made.max_delivery_count, "userMetadata": made.user_metadata,
        "forwardTo": made.forward_to.rsplit("/", 1)[1],
    }


def update(admin):
    made = admin.create_queue("admin-queue-update", max_delivery_count=5)
    made.lock_duration = datetime.timedelta(minutes=2)
    admin.update_queue(made)
    changed = admin.get_queue("admin-queue-update")
    return {"lockSeconds": changed.lock_duration.total_seconds(), "maxDeliveryCount": changed.max_delivery_count}


def paging(admin):
    names = [queue.name for queue in admin.list_queues(max_page_size=50) if queue.name.startswith("page")]
    return {"count": len(names), "first": names[0], "last": names[-1], "sorted": names == sorted(set(names))}


def delete(admin):
    admin.create_queue("admin-delete")
    admin.create_topic("admin-delete-topic")
    admin.create_subscription("admin-delete-topic", "s")
    admin.delete_queue("admin-delete")
    admin.delete_rule("admin-delete-topic", "s", "$Default")
    rule = refused(lambda: admin.get_rule("admin-delete-topic", "s", "$Default"))
    admin.delete_subscription("admin-delete-topic", "s")
    subscription = refused(lambda: admin.get_subscription("admin-delete-topic", "s"))
    admin.delete_topic("admin-delete-topic")
    return {
        "queue": refused(lambda: admin.get_queue("admin-delete")), "rule": rule, "subscription": subscription,
        "topic": refused(lambda: admin.get_topic("admin-delete-topic")),
    }


def refusals(admin):
    admin.create_queue("admin-refusals")
    admin.create_topic("admin-refusals-topic")
    admin.create_subscription("admin-refusals-topic", "s")
    return {
        "duplicate": refused(lambda: admin.create_queue("admin-refusals")), "missingQueue": refused(lambda: admin.get_queue("nowhere")),
        "missingSubscription": refused(lambda: admin.get_subscription("admin-refusals-topic", "nowhere")),
        "missingRule": refused(lambda: admin.get_rule("admin-refusals-topic", "s", "nowhere")),
        "deleteMissing": refused(lambda: admin.delete_queue("nowhere")),
        "lockOfAnHour": refused(lambda: admin.create_queue("bad", lock_duration=datetime.timedelta(hours=1))),
    }


def counts(admin, bus):
    admin.create_queue("runtime-counts")
    send(bus, "runtime-counts", "a", "b")
    with bus.get_queue_receiver("runtime-counts") as receiver:
        receiver.dead_letter_message(one(receiver))
    admin.create_topic("runtime-counts-topic")
    admin.create_subscription("runtime-counts-topic", "s")
    with bus.get_topic_sender("runtime-counts-topic") as sender:
        sender.send_messages(ServiceBusMessage("x"))
    queue = admin.get_queue_runtime_properties("runtime-counts")
    return {
        "total": queue.total_message_count, "active": queue.active_message_count, "deadLetter": queue.dead_letter_message_count,
        "bytes": queue.size_in_bytes > 0, "created": queue.created_at_utc.year > 2000,
        "subscriptions": admin.get_topic_runtime_properties("runtime-counts-topic").subscription_count,
        "inSubscription": admin.get_subscription_runtime_properties("runtime-counts-topic", "s").active_message_count,
    }


def walk(connection_string, seen):
    with ServiceBusAdministrationClient.from_connection_string(connection_string, retry_total=0) as admin, \
            ServiceBusClient.from_connection_string(connection_string, retry_total=0) as bus:
        namespace = admin.get_namespace_properties()
        seen.show("admin-namespace", lambda: {"name": namespace.name, "tier": namespace.messaging_sku})
        seen.show("admin-queue", lambda: defaults(admin))
        seen.show("admin-queue-options", lambda: options(admin))
        seen.show("admin-queue-update", lambda: update(admin))
        seen.show("admin-list-paging", lambda: paging(admin))
        admin_topics.walk(admin, bus, seen)
        seen.show("admin-delete", lambda: delete(admin))
        seen.show("admin-refusals", lambda: refusals(admin))
        seen.show("runtime-counts", lambda: counts(admin, bus))
