import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Ways to receive that lock nothing, or find nothing, and messages whose time has not come. */
final class Browsing {
  static void walk(Bus bus, Seen seen) {
    seen.show("receive-and-delete", () -> {
      bus.send("receive-and-delete", "once");
      try (ServiceBusReceiverClient receiver = bus.builder.receiver().queueName("receive-and-delete").receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE).buildClient()) {
        return Seen.map("body", Bus.one(receiver).getBody().toString(), "left", Bus.left(receiver));
      }
    });
    seen.show("peek", () -> {
      bus.send("peek", "0", "1", "2");
      try (ServiceBusReceiverClient receiver = bus.receiver("peek")) {
        return Seen.map("peeked", Bus.left(receiver), "deliveryCount", Bus.one(receiver).getDeliveryCount());
      }
    });
    seen.show("schedule", () -> scheduled(bus, "schedule", false));
    seen.show("cancel-scheduled", () -> scheduled(bus, "cancel-scheduled", true));
    seen.show("empty-receive", () -> {
      try (ServiceBusReceiverClient receiver = bus.receiver("empty-receive")) {
        long first = receiver.receiveMessages(1, Duration.ofMillis(200)).stream().count();
        bus.send("empty-receive", "after the empty receive");
        return Seen.map("first", first, "then", Bus.bodies(Bus.receive(receiver, 1)));
      }
    });
    seen.show("processor", () -> processed(bus));
  }

  private static Object scheduled(Bus bus, String queue, boolean cancel) {
    try (ServiceBusSenderClient sender = bus.sender(queue); ServiceBusReceiverClient receiver = bus.receiver(queue)) {
      // Copied: what the client returns blocks when it is read, which its own threads may not.
      List<Long> numbers = new ArrayList<>();
      sender.scheduleMessages(List.of(new ServiceBusMessage("later"), new ServiceBusMessage("much later")), OffsetDateTime.now().plusHours(1)).forEach(numbers::add);
      if (cancel) {
        sender.cancelScheduledMessages(numbers);
        return Seen.map("left", Bus.left(receiver));
      }
      List<String> states = new ArrayList<>();
      receiver.peekMessages(5, numbers.get(0)).forEach(message -> states.add(message.getState().toString().toLowerCase()));
      return Seen.map("states", states);
    }
  }

  private static Object processed(Bus bus) throws Exception {
    bus.send("processor", "0", "1", "2");
    BlockingQueue<String> got = new LinkedBlockingQueue<>();
    ServiceBusProcessorClient processor = bus.builder.processor().queueName("processor").disableAutoComplete()
        .processMessage(context -> {
          context.complete();
          got.add(context.getMessage().getBody().toString());
        })
        .processError(context -> got.add(context.getException().toString())).buildProcessorClient();
    processor.start();
    List<String> bodies = new ArrayList<>();
    while (bodies.size() < 3) bodies.add(got.poll(10, TimeUnit.SECONDS));
    processor.close();
    try (ServiceBusReceiverClient receiver = bus.receiver("processor")) {
      return Seen.map("bodies", bodies, "left", Bus.left(receiver));
    }
  }
}
