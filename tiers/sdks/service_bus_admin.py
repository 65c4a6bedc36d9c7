"""The unmodified azure-servicebus administration client over https; prints what it saw as one JSON document."""
import datetime
import json
import sys

from azure.core.exceptions import HttpResponseError, ResourceExistsError, ResourceNotFoundError
from azure.servicebus import ServiceBusClient, ServiceBusMessage
from azure.servicebus.management import (
    CorrelationRuleFilter, ServiceBusAdministrationClient, SqlRuleAction, SqlRuleFilter, TrueRuleFilter,
)


def queues(admin, seen):
    made = admin.create_queue("orders")
    seen["defaults"] = {
        "lock": made.lock_duration.total_seconds(), "deliveries": made.max_delivery_count, "megabytes": made.max_size_in_megabytes,
        "ttlDays": made.default_message_time_to_live.days, "status": str(made.status), "session": made.requires_session,
    }
    admin.create_queue("next/one", lock_duration=datetime.timedelta(seconds=30), max_delivery_count=5, user_metadata="<&>", forward_to="orders")
    changed = admin.get_queue("next/one")
    seen["forward"] = changed.forward_to.rsplit("/", 1)[1]
    changed.lock_duration = datetime.timedelta(minutes=2)
    admin.update_queue(changed)
    again = admin.get_queue("next/one")
    seen["changed"] = [again.lock_duration.total_seconds(), again.max_delivery_count, again.user_metadata]
    for number in range(5):
        admin.create_queue(f"page{number}")
    seen["names"] = [queue.name for queue in admin.list_queues(max_page_size=2)]
    admin.delete_queue("next/one")


def topics(admin, seen):
    admin.create_topic("prices")
    admin.create_subscription("prices", "all")
    admin.create_subscription("prices", "red", default_message_time_to_live="PT5M")
    admin.delete_rule("prices", "red", "$Default")
    admin.create_rule("prices", "red", "sql", filter=SqlRuleFilter("color = 'red'"), action=SqlRuleAction("SET checked = TRUE"))
    properties = {"text": "x", "whole": 7, "large": 2**40, "half": 0.5, "flag": True, "time": datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)}
    admin.create_rule("prices", "red", "correlation", filter=CorrelationRuleFilter(correlation_id="c", label="l", properties=properties))
    admin.create_rule("prices", "red", "true", filter=TrueRuleFilter())
    rule = admin.get_rule("prices", "red", "sql")
    seen["sql"] = [rule.filter.sql_expression, rule.action.sql_expression]
    kept = admin.get_rule("prices", "red", "correlation").filter
    seen["correlation"] = [kept.correlation_id, kept.label, kept.properties == properties]
    seen["rules"] = [rule.name for rule in admin.list_rules("prices", "red")]
    rule.filter = SqlRuleFilter("color = 'blue'")
    admin.update_rule("prices", "red", rule)
    seen["updated"] = admin.get_rule("prices", "red", "sql").filter.sql_expression
    seen["subscriptions"] = [subscription.name for subscription in admin.list_subscriptions("prices")]
    seen["topic"] = admin.get_topic_runtime_properties("prices").subscription_count


def refusals(admin, seen):
    def of(action):
        try:
            action()
            return "accepted"
        except (ResourceExistsError, ResourceNotFoundError, HttpResponseError) as error:
            return [type(error).__name__, error.status_code if error.response else None]

    seen["refusals"] = {
        "duplicate": of(lambda: admin.create_queue("orders")), "missing": of(lambda: admin.get_queue("nowhere")),
        "missingSubscription": of(lambda: admin.get_subscription("prices", "nowhere")), "missingRule": of(lambda: admin.get_rule("prices", "red", "nowhere")),
        "delete": of(lambda: admin.delete_queue("nowhere")), "bad": of(lambda: admin.create_queue("bad", lock_duration=datetime.timedelta(hours=1))),
    }


def data(connection_string, admin, seen):
    with ServiceBusClient.from_connection_string(connection_string, retry_total=0) as bus:
        with bus.get_queue_sender("orders") as sender, bus.get_queue_receiver("orders") as receiver:
            sender.send_messages([ServiceBusMessage("a"), ServiceBusMessage("b")])
            receiver.dead_letter_message(receiver.receive_messages(max_message_count=1, max_wait_time=5)[0])
    counts = admin.get_queue_runtime_properties("orders")
    seen["counts"] = [counts.total_message_count, counts.active_message_count, counts.dead_letter_message_count, counts.size_in_bytes > 0]


def main():
    (connection_string,) = sys.argv[1:]
    seen = {}
    with ServiceBusAdministrationClient.from_connection_string(connection_string, retry_total=0) as admin:
        seen["namespace"] = [admin.get_namespace_properties().name, admin.get_namespace_properties().messaging_sku]
        queues(admin, seen)
        topics(admin, seen)
        refusals(admin, seen)
        data(connection_string, admin, seen)
    print(json.dumps(seen))


main()
