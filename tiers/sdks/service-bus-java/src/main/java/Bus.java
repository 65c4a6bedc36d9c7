import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.AmqpTransportType;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One client's connection, and what every walk needs of it. */
final class Bus {
  /** No lock is renewed behind a behaviour's back. */
  static final Duration NO_RENEWAL = Duration.ZERO;

  final ServiceBusClientBuilder builder;
  private final String connectionString, transport;

  Bus(String connectionString, String transport) {
    this.connectionString = connectionString;
    this.transport = transport;
    // The flag alone decides between plain TCP and TLS; the port is the connection string's in both cases.
    String used = transport.equals("tcp") ? connectionString : connectionString.replace("UseDevelopmentEmulator=true;", "");
    builder = new ServiceBusClientBuilder().connectionString(used)
        .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Duration.ofSeconds(10)));
    if (transport.equals("websocket")) builder.transportType(AmqpTransportType.AMQP_WEB_SOCKETS);
  }

  /** The same by a connection of its own. */
  Bus another() {
    return new Bus(connectionString, transport);
  }

  ServiceBusSenderClient sender(String queue) {
    return builder.sender().queueName(queue).buildClient();
  }

  ServiceBusReceiverClient receiver(String queue) {
    return builder.receiver().queueName(queue).maxAutoLockRenewDuration(NO_RENEWAL).buildClient();
  }

  void send(String queue, String... bodies) {
    try (ServiceBusSenderClient sender = sender(queue)) {
      for (String body : bodies) sender.sendMessage(new ServiceBusMessage(body));
    }
  }

  static List<ServiceBusReceivedMessage> receive(ServiceBusReceiverClient receiver, int count) {
    List<ServiceBusReceivedMessage> all = new ArrayList<>();
    while (all.size() < count) {
      int before = all.size();
      receiver.receiveMessages(count - before, Duration.ofSeconds(5)).forEach(all::add);
      if (all.size() == before) throw new AssertionError("no message came");
    }
    return all;
  }

  static ServiceBusReceivedMessage one(ServiceBusReceiverClient receiver) {
    return receive(receiver, 1).get(0);
  }

  static List<String> bodies(Iterable<ServiceBusReceivedMessage> messages) {
    List<String> bodies = new ArrayList<>();
    messages.forEach(message -> bodies.add(message.getBody().toString()));
    return bodies;
  }

  static List<String> left(ServiceBusReceiverClient receiver) {
    return bodies(receiver.peekMessages(5, 0));
  }
}
