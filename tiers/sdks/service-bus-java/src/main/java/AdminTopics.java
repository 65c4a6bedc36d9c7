import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClient;
import com.azure.messaging.servicebus.administration.models.CorrelationRuleFilter;
import com.azure.messaging.servicebus.administration.models.CreateRuleOptions;
import com.azure.messaging.servicebus.administration.models.CreateSubscriptionOptions;
import com.azure.messaging.servicebus.administration.models.RuleFilter;
import com.azure.messaging.servicebus.administration.models.RuleProperties;
import com.azure.messaging.servicebus.administration.models.SqlRuleAction;
import com.azure.messaging.servicebus.administration.models.SqlRuleFilter;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Topics, subscriptions and rules by the administration client. */
final class AdminTopics {
  static void walk(ServiceBusAdministrationClient admin, Bus bus, Seen seen) {
    seen.show("admin-topic-and-rules", () -> {
      subscription(admin, "admin-topic", "sql", new CreateRuleOptions(new SqlRuleFilter("color = 'red'")).setAction(new SqlRuleAction("SET checked = TRUE")));
      admin.createRule("admin-topic", "all", "red", new CreateRuleOptions());
      List<String> rules = new ArrayList<>(), subscriptions = new ArrayList<>();
      admin.listRules("admin-topic", "red").forEach(rule -> rules.add(rule.getName()));
      admin.listSubscriptions("admin-topic").forEach(one -> subscriptions.add(one.getSubscriptionName()));
      RuleProperties rule = admin.getRule("admin-topic", "red", "sql");
      return Seen.map("rules", rules, "subscriptions", subscriptions, "expression", ((SqlRuleFilter) rule.getFilter()).getSqlExpression(),
          "action", ((SqlRuleAction) rule.getAction()).getSqlExpression());
    });
    seen.show("admin-sql-parameters", () -> {
      SqlRuleFilter filter = new SqlRuleFilter("color = @color");
      filter.getParameters().put("@color", "red");
      SqlRuleFilter kept = (SqlRuleFilter) kept(admin, "admin-sql-parameters", filter);
      return Seen.map("expression", kept.getSqlExpression(), "parameters", kept.getParameters());
    });
    seen.show("admin-correlation-filter", () -> {
      CorrelationRuleFilter filter = new CorrelationRuleFilter().setCorrelationId("c").setLabel("l").setTo("Leeds");
      filter.getProperties().put("text", "x");
      CorrelationRuleFilter kept = (CorrelationRuleFilter) kept(admin, "admin-correlation-filter", filter);
      return Seen.map("correlationId", kept.getCorrelationId(), "subject", kept.getLabel(), "to", kept.getTo(), "properties", kept.getProperties());
    });
    seen.show("admin-typed-filter", () -> properties(admin, "admin-typed-filter", Map.of("whole", 7, "half", 0.5, "flag", true)));
    seen.show("admin-time-in-filter", () -> properties(admin, "admin-time-in-filter", Map.of("time", OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC))).get("time"));
    seen.show("admin-long-in-filter", () -> properties(admin, "admin-long-in-filter", Map.of("long", 1L << 40)).get("long"));
    seen.show("admin-rule-update", () -> {
      String topic = "admin-rule-update";
      subscription(admin, topic, "sql", new CreateRuleOptions(new SqlRuleFilter("color = 'red'")));
      admin.updateRule(topic, "red", admin.getRule(topic, "red", "sql").setFilter(new SqlRuleFilter("color = 'blue'")));
      return ((SqlRuleFilter) admin.getRule(topic, "red", "sql").getFilter()).getSqlExpression();
    });
    seen.show("admin-made-used", () -> {
      String topic = "admin-made-used";
      subscription(admin, topic, "sql", new CreateRuleOptions(new SqlRuleFilter("color = 'red'")).setAction(new SqlRuleAction("SET checked = TRUE")));
      try (ServiceBusSenderClient sender = bus.builder.sender().topicName(topic).buildClient()) {
        sender.sendMessage(Topics.painted("blue"));
        sender.sendMessage(Topics.painted("red"));
      }
      try (ServiceBusReceiverClient receiver = bus.builder.receiver().topicName(topic).subscriptionName("red").maxAutoLockRenewDuration(Bus.NO_RENEWAL).buildClient()) {
        ServiceBusReceivedMessage red = Bus.one(receiver);
        return Seen.map("received", List.of(red.getBody().toString()), "checked", red.getApplicationProperties().get("checked"));
      }
    });
  }

  /** A topic with the subscription `red`, whose first rule is this one. */
  private static void subscription(ServiceBusAdministrationClient admin, String topic, String rule, CreateRuleOptions options) {
    admin.createTopic(topic);
    admin.createSubscription(topic, "red", rule, new CreateSubscriptionOptions(), options);
  }

  private static RuleFilter kept(ServiceBusAdministrationClient admin, String topic, RuleFilter filter) {
    subscription(admin, topic, "r", new CreateRuleOptions(filter));
    return admin.getRule(topic, "red", "r").getFilter();
  }

  private static Map<String, Object> properties(ServiceBusAdministrationClient admin, String topic, Map<String, Object> properties) {
    CorrelationRuleFilter filter = new CorrelationRuleFilter();
    filter.getProperties().putAll(properties);
    return ((CorrelationRuleFilter) kept(admin, topic, filter)).getProperties();
  }
}
