import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.ServiceBusSessionReceiverClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sessions: named, next, held, none. */
final class Sessions {
  static void walk(Bus bus, Seen seen) {
    seen.show("session", () -> {
      send(bus, "session", "job-1", "0", "1");
      try (ServiceBusSessionReceiverClient sessions = sessions(bus, "session"); ServiceBusReceiverClient session = sessions.acceptSession("job-1")) {
        List<ServiceBusReceivedMessage> messages = Bus.receive(session, 2);
        List<String> ids = new ArrayList<>();
        for (ServiceBusReceivedMessage message : messages) {
          ids.add(message.getSessionId());
          session.complete(message);
        }
        boolean locked = messages.get(0).getLockedUntil().isAfter(OffsetDateTime.now());
        return Seen.map("id", session.getSessionId(), "locked", locked, "bodies", Bus.bodies(messages), "sessionIds", ids);
      }
    });
    seen.show("session-state", () -> {
      try (ServiceBusSessionReceiverClient sessions = sessions(bus, "session-state"); ServiceBusReceiverClient session = sessions.acceptSession("job-1")) {
        byte[] before = session.getSessionState();
        session.setSessionState("cycle 2".getBytes(StandardCharsets.UTF_8));
        return Seen.map("before", before, "after", new String(session.getSessionState(), StandardCharsets.UTF_8));
      }
    });
    seen.show("renew-session-lock", () -> {
      try (ServiceBusSessionReceiverClient sessions = sessions(bus, "renew-session-lock"); ServiceBusReceiverClient session = sessions.acceptSession("job-1")) {
        OffsetDateTime before = session.renewSessionLock(), renewed = session.renewSessionLock();
        return Map.of("renewed", !renewed.isBefore(before) && renewed.isAfter(OffsetDateTime.now()));
      }
    });
    seen.show("session-locked", () -> {
      try (ServiceBusSessionReceiverClient sessions = sessions(bus, "session-locked"); ServiceBusReceiverClient held = sessions.acceptSession("job-1")) {
        // From another connection: within one, the client hands out the session's link that it has.
        return Seen.refused(() -> sessions(bus.another(), "session-locked").acceptSession("job-1").close());
      }
    });
    seen.show("accept-next-session", () -> {
      send(bus, "accept-next-session", "job-2", "next");
      try (ServiceBusSessionReceiverClient sessions = sessions(bus, "accept-next-session"); ServiceBusReceiverClient session = sessions.acceptNextSession()) {
        return Seen.map("id", session.getSessionId(), "body", Bus.one(session).getBody().toString());
      }
    });
    seen.show("no-session", () -> {
      // How long to wait is the retry options' business.
      bus.builder.retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Duration.ofSeconds(1)));
      try (ServiceBusSessionReceiverClient sessions = sessions(bus, "no-session")) {
        return Seen.refused(() -> sessions.acceptNextSession().close());
      }
    });
  }

  private static ServiceBusSessionReceiverClient sessions(Bus bus, String queue) {
    return bus.builder.sessionReceiver().queueName(queue).maxAutoLockRenewDuration(Bus.NO_RENEWAL).buildClient();
  }

  private static void send(Bus bus, String queue, String session, String... bodies) {
    try (ServiceBusSenderClient sender = bus.sender(queue)) {
      for (String body : bodies) sender.sendMessage(new ServiceBusMessage(body).setSessionId(session));
    }
  }
}
