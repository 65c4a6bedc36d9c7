import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.AbandonOptions;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.messaging.servicebus.models.SubQueue;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** Locks and what ends them. */
final class Settling {
  interface Walk { Object with(ServiceBusReceiverClient receiver, ServiceBusReceivedMessage message) throws Exception; }

  /** Sends one message to the behaviour's queue and receives it. */
  private static void given(Bus bus, Seen seen, String behaviour, String body, Walk walk) {
    seen.show(behaviour, () -> {
      bus.send(behaviour, body);
      try (ServiceBusReceiverClient receiver = bus.receiver(behaviour)) {
        return walk.with(receiver, Bus.one(receiver));
      }
    });
  }

  static void walk(Bus bus, Seen seen) {
    given(bus, seen, "peek-lock", "locked", (receiver, message) -> Seen.map(
        "lockSeconds", 10 * Math.round(Duration.between(message.getEnqueuedTime(), message.getLockedUntil()).toMillis() / 10_000.0), "peeked", Bus.left(receiver)));
    given(bus, seen, "complete", "done", (receiver, message) -> {
      receiver.complete(message);
      return Map.of("left", Bus.left(receiver));
    });
    given(bus, seen, "abandon", "again", (receiver, message) -> {
      receiver.abandon(message);
      ServiceBusReceivedMessage again = Bus.one(receiver);
      return Seen.map("deliveryCounts", List.of(message.getDeliveryCount(), again.getDeliveryCount()), "same", again.getSequenceNumber() == message.getSequenceNumber());
    });
    given(bus, seen, "abandon-with-properties", "again", (receiver, message) -> {
      receiver.abandon(message, new AbandonOptions().setPropertiesToModify(Map.of("tried", "once")));
      return Bus.one(receiver).getApplicationProperties();
    });
    DeadLetterOptions why = new DeadLetterOptions().setDeadLetterReason("why").setDeadLetterErrorDescription("because");
    given(bus, seen, "dead-letter", "bad", (receiver, message) -> {
      receiver.deadLetter(message, why);
      return Map.of("left", Bus.left(receiver));
    });
    given(bus, seen, "dead-letter-queue", "bad", (receiver, message) -> {
      receiver.deadLetter(message, why);
      ServiceBusReceivedMessage dead = dead(bus, "dead-letter-queue");
      return Seen.map("body", dead.getBody().toString(), "reason", dead.getDeadLetterReason(), "description", dead.getDeadLetterErrorDescription(), "source", dead.getDeadLetterSource());
    });
    given(bus, seen, "max-delivery-count", "bad", (receiver, message) -> {
      receiver.abandon(message);
      return Map.of("reason", dead(bus, "max-delivery-count").getDeadLetterReason());
    });
    given(bus, seen, "defer", "later", (receiver, message) -> {
      receiver.defer(message);
      return Map.of("state", receiver.peekMessage(0).getState().toString().toLowerCase());
    });
    given(bus, seen, "receive-deferred", "later", (receiver, message) -> {
      receiver.defer(message);
      ServiceBusReceivedMessage deferred = receiver.receiveDeferredMessage(message.getSequenceNumber());
      receiver.complete(deferred);
      return Seen.map("body", deferred.getBody().toString(), "deliveryCount", deferred.getDeliveryCount(), "left", Bus.left(receiver));
    });
    given(bus, seen, "settle-twice", "twice", (receiver, message) -> {
      receiver.complete(message);
      return Seen.refused(() -> receiver.complete(message));
    });
    given(bus, seen, "renew-lock", "slow", (receiver, message) -> {
      OffsetDateTime before = message.getLockedUntil(), renewed = receiver.renewMessageLock(message);
      return Map.of("renewed", !renewed.isBefore(before) && renewed.isAfter(OffsetDateTime.now()));
    });
    given(bus, seen, "lock-lost", "slow", (receiver, message) -> {
      ServiceBusReceivedMessage again = Bus.one(receiver);
      return Seen.map("deliveryCount", again.getDeliveryCount(), "renew", Seen.refused(() -> receiver.renewMessageLock(message)));
    });
  }

  private static ServiceBusReceivedMessage dead(Bus bus, String queue) {
    try (ServiceBusReceiverClient dead = bus.builder.receiver().queueName(queue).subQueue(SubQueue.DEAD_LETTER_QUEUE)
        .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE).buildClient()) {
      return Bus.one(dead);
    }
  }
}
