import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** What a message is made of, batches, limits, transactions, and an entity that is not there. */
final class Sending {
  static void walk(Bus bus, Seen seen) {
    seen.show("send", () -> sent(bus));
    seen.show("application-properties", () -> properties(bus, "application-properties",
        Map.of("text", "v", "whole", 7, "half", 1.5, "flag", true)));
    seen.show("long-property", () -> properties(bus, "long-property", Map.of("long", 1L << 40)).get("long"));
    seen.show("time-property", () -> {
      Object time = properties(bus, "time-property", Map.of("time", Date.from(Instant.ofEpochMilli(1_700_000_000_000L)))).get("time");
      return ((Date) time).toInstant().toString().replace("Z", ".000Z");
    });
    seen.show("uuid-property", () -> properties(bus, "uuid-property", Map.of("uuid", new UUID(0, 5))).get("uuid").toString());
    seen.show("batch", () -> batch(bus));
    seen.show("batch-limit", () -> {
      try (ServiceBusSenderClient sender = bus.sender("batch-limit")) {
        ServiceBusMessageBatch batch = sender.createMessageBatch();
        // What would fit into no batch at all it refuses by an exception.
        boolean small = batch.tryAddMessage(new ServiceBusMessage("small"));
        return Seen.map("small", small, "large", !Seen.refused(() -> batch.tryAddMessage(large())).equals("too-large"));
      }
    });
    seen.show("too-large", () -> {
      try (ServiceBusSenderClient sender = bus.sender("too-large")) {
        return Seen.refused(() -> sender.sendMessage(large()));
      }
    });
    seen.show("transaction", () -> {
      try (ServiceBusSenderClient sender = bus.sender("transaction"); ServiceBusReceiverClient receiver = bus.receiver("transaction")) {
        String begun = Seen.refused(() -> sender.sendMessage(new ServiceBusMessage("in a transaction"), sender.createTransaction()));
        return Seen.map("begun", begun, "left", Bus.left(receiver));
      }
    });
    seen.show("unknown-entity", () -> Seen.map(
        "send", Seen.refused(() -> bus.send("nowhere", "x")),
        "receive", Seen.refused(() -> {
          try (ServiceBusReceiverClient receiver = bus.receiver("nowhere")) {
            Bus.one(receiver);
          }
        })));
  }

  private static ServiceBusMessage large() {
    return new ServiceBusMessage("x".repeat(300_000));
  }

  private static Object sent(Bus bus) {
    try (ServiceBusSenderClient sender = bus.sender("send"); ServiceBusReceiverClient receiver = bus.receiver("send")) {
      sender.sendMessage(new ServiceBusMessage("{\"a\": 1}").setContentType("application/json").setMessageId("m1").setSubject("s")
          .setCorrelationId("c").setReplyTo("answers").setTo("Leeds").setTimeToLive(Duration.ofHours(1)));
      ServiceBusReceivedMessage message = Bus.one(receiver);
      return Seen.map("body", message.getBody().toString(), "contentType", message.getContentType(), "messageId", message.getMessageId(),
          "subject", message.getSubject(), "correlationId", message.getCorrelationId(), "replyTo", message.getReplyTo(), "to", message.getTo(),
          "deliveryCount", message.getDeliveryCount(), "sequenceNumber", message.getSequenceNumber(),
          "liveSeconds", Duration.between(message.getEnqueuedTime(), message.getExpiresAt()).toSeconds());
    }
  }

  private static Map<String, Object> properties(Bus bus, String queue, Map<String, Object> properties) {
    try (ServiceBusSenderClient sender = bus.sender(queue); ServiceBusReceiverClient receiver = bus.receiver(queue)) {
      ServiceBusMessage message = new ServiceBusMessage("x");
      message.getApplicationProperties().putAll(properties);
      sender.sendMessage(message);
      return Bus.one(receiver).getApplicationProperties();
    }
  }

  private static Object batch(Bus bus) {
    try (ServiceBusSenderClient sender = bus.sender("batch"); ServiceBusReceiverClient receiver = bus.receiver("batch")) {
      ServiceBusMessageBatch batch = sender.createMessageBatch();
      for (int number = 0; number < 3; number++) batch.tryAddMessage(new ServiceBusMessage("batched " + number));
      sender.sendMessages(batch);
      return Bus.bodies(Bus.receive(receiver, 3));
    }
  }
}
