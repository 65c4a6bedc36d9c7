"""Topics, subscriptions and rules by the administration client."""
import datetime

from azure.servicebus.management import CorrelationRuleFilter, SqlRuleAction, SqlRuleFilter, TrueRuleFilter

from messages import one, plain, text
from sessions_and_topics import painted

RED = SqlRuleFilter("color = 'red'")
CHECK = SqlRuleAction("SET checked = TRUE")


def subscription(admin, topic, rule, rule_filter, action=None):
    """A topic with the subscription `red`, which has this rule alone."""
    admin.create_topic(topic)
    admin.create_subscription(topic, "red")
    admin.delete_rule(topic, "red", "$Default")
    admin.create_rule(topic, "red", rule, filter=rule_filter, action=action)


def topic_and_rules(admin):
    subscription(admin, "admin-topic", "sql", RED, CHECK)
    admin.create_rule("admin-topic", "red", "all", filter=TrueRuleFilter())
    rule = admin.get_rule("admin-topic", "red", "sql")
    return {
        "rules": [one.name for one in admin.list_rules("admin-topic", "red")], "subscriptions": [one.name for one in admin.list_subscriptions("admin-topic")],
        "expression": rule.filter.sql_expression, "action": rule.action.sql_expression,
    }


def kept(admin, topic, rule_filter):
    subscription(admin, topic, "r", rule_filter)
    return admin.get_rule(topic, "red", "r").filter


def sql_parameters(admin):
    found = kept(admin, "admin-sql-parameters", SqlRuleFilter("color = @color", parameters={"@color": "red"}))
    return {"expression": found.sql_expression, "parameters": found.parameters}


def correlation(admin):
    found = kept(admin, "admin-correlation-filter", CorrelationRuleFilter(correlation_id="c", label="l", to="Leeds", properties={"text": "x"}))
    return {"correlationId": found.correlation_id, "subject": found.label, "to": found.to, "properties": found.properties}


def properties(admin, topic, values):
    return kept(admin, topic, CorrelationRuleFilter(properties=values)).properties


def time(admin):
    found = properties(admin, "admin-time-in-filter", {"time": datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)})["time"]
    return found.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def rule_update(admin):
    subscription(admin, "admin-rule-update", "sql", RED)
    rule = admin.get_rule("admin-rule-update", "red", "sql")
    rule.filter = SqlRuleFilter("color = 'blue'")
    admin.update_rule("admin-rule-update", "red", rule)
    return admin.get_rule("admin-rule-update", "red", "sql").filter.sql_expression


def made_used(admin, bus):
    subscription(admin, "admin-made-used", "sql", RED, CHECK)
    with bus.get_topic_sender("admin-made-used") as sender, bus.get_subscription_receiver("admin-made-used", "red") as receiver:
        sender.send_messages([painted("blue"), painted("red")])
        message = one(receiver)
        return {"received": [text(message)], "checked": plain(message.application_properties)["checked"]}


def walk(admin, bus, seen):
    seen.show("admin-topic-and-rules", lambda: topic_and_rules(admin))
    seen.show("admin-sql-parameters", lambda: sql_parameters(admin))
    seen.show("admin-correlation-filter", lambda: correlation(admin))
    seen.show("admin-typed-filter", lambda: properties(admin, "admin-typed-filter", {"whole": 7, "half": 0.5, "flag": True}))
    seen.show("admin-time-in-filter", lambda: time(admin))
    seen.show("admin-long-in-filter", lambda: properties(admin, "admin-long-in-filter", {"long": 2**40})["long"])
    seen.show("admin-rule-update", lambda: rule_update(admin))
    seen.show("admin-made-used", lambda: made_used(admin, bus))
