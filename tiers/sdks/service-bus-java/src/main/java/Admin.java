import com.azure.core.http.policy.PortPolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClient;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClientBuilder;
import com.azure.messaging.servicebus.administration.models.CreateQueueOptions;
import com.azure.messaging.servicebus.administration.models.NamespaceProperties;
import com.azure.messaging.servicebus.administration.models.QueueProperties;
import com.azure.messaging.servicebus.administration.models.QueueRuntimeProperties;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The administration client: namespace, queues, counts. */
final class Admin {
  static void walk(String connectionString, Seen seen) {
    int port = URI.create(connectionString.split(";")[0].substring("Endpoint=".length())).getPort();
    // The client drops the connection string's port; azure-core's own policy puts it back.
    ServiceBusAdministrationClient admin = new ServiceBusAdministrationClientBuilder().connectionString(connectionString)
        .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1)))).addPolicy(new PortPolicy(port, true)).buildClient();
    Bus bus = new Bus(connectionString, "tls");
    queues(admin, seen);
    AdminTopics.walk(admin, bus, seen);
    seen.show("admin-delete", () -> {
      admin.createQueue("admin-delete");
      admin.createTopic("admin-delete-topic");
      admin.createSubscription("admin-delete-topic", "s");
      admin.deleteQueue("admin-delete");
      admin.deleteRule("admin-delete-topic", "s", "$Default");
      String rule = Seen.refused(() -> admin.getRule("admin-delete-topic", "s", "$Default"));
      admin.deleteSubscription("admin-delete-topic", "s");
      String subscription = Seen.refused(() -> admin.getSubscription("admin-delete-topic", "s"));
      admin.deleteTopic("admin-delete-topic");
      return Seen.map("queue", Seen.refused(() -> admin.getQueue("admin-delete")), "rule", rule, "subscription", subscription,
          "topic", Seen.refused(() -> admin.getTopic("admin-delete-topic")));
    });
    seen.show("admin-refusals", () -> {
      admin.createQueue("admin-refusals");
      admin.createTopic("admin-refusals-topic");
      admin.createSubscription("admin-refusals-topic", "s");
      return Seen.map("duplicate", Seen.refused(() -> admin.createQueue("admin-refusals")), "missingQueue", Seen.refused(() -> admin.getQueue("nowhere")),
          "missingSubscription", Seen.refused(() -> admin.getSubscription("admin-refusals-topic", "nowhere")),
          "missingRule", Seen.refused(() -> admin.getRule("admin-refusals-topic", "s", "nowhere")), "deleteMissing", Seen.refused(() -> admin.deleteQueue("nowhere")),
          "lockOfAnHour", Seen.refused(() -> admin.createQueue("bad", new CreateQueueOptions().setLockDuration(Duration.ofHours(1)))));
    });
    seen.show("runtime-counts", () -> counts(admin, bus));
  }

  private static void queues(ServiceBusAdministrationClient admin, Seen seen) {
    seen.show("admin-namespace", () -> {
      NamespaceProperties namespace = admin.getNamespaceProperties();
      return Seen.map("name", namespace.getName(), "tier", namespace.getMessagingSku().toString());
    });
    seen.show("admin-queue", () -> {
      admin.createQueue("admin-queue");
      QueueProperties made = admin.getQueue("admin-queue");
      return Seen.map("lockSeconds", made.getLockDuration().toSeconds(), "maxDeliveryCount", made.getMaxDeliveryCount(), "megabytes", made.getMaxSizeInMegabytes(),
          "ttlDays", made.getDefaultMessageTimeToLive().toDays(), "status", made.getStatus().toString().toLowerCase(), "requiresSession", made.isSessionRequired());
    });
    CreateQueueOptions options = new CreateQueueOptions().setLockDuration(Duration.ofSeconds(30)).setMaxDeliveryCount(5).setUserMetadata("<&>");
    seen.show("admin-queue-options", () -> {
      admin.createQueue("admin-target");
      admin.createQueue("admin-queue/options", options.setForwardTo("admin-target"));
      QueueProperties made = admin.getQueue("admin-queue/options");
      String forward = made.getForwardTo();
      return Seen.map("lockSeconds", made.getLockDuration().toSeconds(), "maxDeliveryCount", made.getMaxDeliveryCount(), "userMetadata", made.getUserMetadata(),
          "forwardTo", forward.substring(forward.lastIndexOf('/') + 1));
    });
    seen.show("admin-queue-update", () -> {
      QueueProperties made = admin.createQueue("admin-queue-update", new CreateQueueOptions().setMaxDeliveryCount(5));
      admin.updateQueue(made.setLockDuration(Duration.ofMinutes(2)));
      QueueProperties changed = admin.getQueue("admin-queue-update");
      return Seen.map("lockSeconds", changed.getLockDuration().toSeconds(), "maxDeliveryCount", changed.getMaxDeliveryCount());
    });
    seen.show("admin-list-paging", () -> {
      List<String> names = new ArrayList<>();
      admin.listQueues().forEach(queue -> names.add(queue.getName()));
      names.removeIf(name -> !name.startsWith("page"));
      return Seen.map("count", names.size(), "first", names.get(0), "last", names.get(names.size() - 1), "sorted", names.equals(names.stream().sorted().distinct().toList()));
    });
  }

  private static Object counts(ServiceBusAdministrationClient admin, Bus bus) {
    admin.createQueue("runtime-counts");
    bus.send("runtime-counts", "a", "b");
    try (ServiceBusReceiverClient receiver = bus.receiver("runtime-counts")) {
      ServiceBusReceivedMessage message = Bus.one(receiver);
      receiver.deadLetter(message);
    }
    QueueRuntimeProperties counts = admin.getQueueRuntimeProperties("runtime-counts");
    admin.createTopic("runtime-counts-topic");
    admin.createSubscription("runtime-counts-topic", "s");
    try (ServiceBusSenderClient sender = bus.builder.sender().topicName("runtime-counts-topic").buildClient()) {
      sender.sendMessage(new ServiceBusMessage("x"));
    }
    return Seen.map("total", counts.getTotalMessageCount(), "active", counts.getActiveMessageCount(), "deadLetter", counts.getDeadLetterMessageCount(),
        "bytes", counts.getSizeInBytes() > 0, "created", counts.getCreatedAt().getYear() > 2000,
        "subscriptions", admin.getTopicRuntimeProperties("runtime-counts-topic").getSubscriptionCount(),
        "inSubscription", admin.getSubscriptionRuntimeProperties("runtime-counts-topic", "s").getActiveMessageCount());
  }
}
