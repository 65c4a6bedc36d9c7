import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusRuleManagerClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.administration.models.CreateRuleOptions;
import com.azure.messaging.servicebus.administration.models.SqlRuleFilter;
import java.util.ArrayList;
import java.util.List;

/** Topics, subscriptions, rules over AMQP. */
final class Topics {
  static void walk(Bus bus, Seen seen) {
    seen.show("topic-with-rules", () -> {
      String topic = "topic-with-rules";
      try (ServiceBusSenderClient sender = bus.builder.sender().topicName(topic).buildClient()) {
        ServiceBusMessage blue = painted("blue").setTo("Leeds");
        blue.getApplicationProperties().put("express", true);
        sender.sendMessage(blue);
        sender.sendMessage(painted("red"));
      }
      ServiceBusReceivedMessage red = from(bus, topic, "red", 1).get(0);
      return Seen.map("all", Bus.bodies(from(bus, topic, "all", 2)), "red", List.of(red.getBody().toString()),
          "checked", red.getApplicationProperties().get("checked"), "leeds", Bus.bodies(from(bus, topic, "leeds", 1)));
    });
    seen.show("rule-manager", () -> {
      String topic = "rule-manager";
      try (ServiceBusRuleManagerClient rules = bus.builder.ruleManager().topicName(topic).subscriptionName("s").buildClient()) {
        List<String> before = names(rules);
        rules.createRule("only-blue", new CreateRuleOptions(new SqlRuleFilter("color = 'blue'")));
        rules.deleteRule("$Default");
        try (ServiceBusSenderClient sender = bus.builder.sender().topicName(topic).buildClient()) {
          sender.sendMessage(painted("red"));
          sender.sendMessage(painted("blue"));
        }
        return Seen.map("before", before, "after", names(rules), "received", Bus.bodies(from(bus, topic, "s", 1)));
      }
    });
  }

  static ServiceBusMessage painted(String color) {
    ServiceBusMessage message = new ServiceBusMessage(color).setSubject("paint");
    message.getApplicationProperties().put("color", color);
    return message;
  }

  private static List<ServiceBusReceivedMessage> from(Bus bus, String topic, String subscription, int count) {
    try (ServiceBusReceiverClient receiver = bus.builder.receiver().topicName(topic).subscriptionName(subscription).maxAutoLockRenewDuration(Bus.NO_RENEWAL).buildClient()) {
      return Bus.receive(receiver, count);
    }
  }

  private static List<String> names(ServiceBusRuleManagerClient rules) {
    List<String> names = new ArrayList<>();
    rules.listRules().forEach(rule -> names.add(rule.getName()));
    return names;
  }
}
