import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/** What was observed, by behaviour, in the words of tiers/sdks/service-bus/behaviour.ts. */
final class Seen {
  interface Action { void run() throws Exception; }

  final Map<String, Object> byBehaviour = new LinkedHashMap<>();

  /** A behaviour that fails says how, and does not stop the others. */
  void show(String behaviour, Callable<Object> walk) {
    try {
      byBehaviour.put(behaviour, walk.call());
    } catch (Exception | AssertionError failure) {
      byBehaviour.put(behaviour, Map.of("failed", word(failure)));
    }
  }

  static String refused(Action action) {
    try {
      action.run();
      return "accepted";
    } catch (Exception refusal) {
      return word(refusal);
    }
  }

  /** A map that keeps its order and takes null. */
  static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    return map;
  }

  private static final Map<ServiceBusFailureReason, String> REASONS = Map.of(
      ServiceBusFailureReason.MESSAGE_LOCK_LOST, "lock-lost", ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND, "not-found",
      ServiceBusFailureReason.SESSION_CANNOT_BE_LOCKED, "session-locked", ServiceBusFailureReason.MESSAGE_SIZE_EXCEEDED, "too-large",
      ServiceBusFailureReason.SERVICE_TIMEOUT, "timeout");
  private static final Map<AmqpErrorCondition, String> CONDITIONS = Map.of(
      AmqpErrorCondition.NOT_FOUND, "not-found", AmqpErrorCondition.SESSION_CANNOT_BE_LOCKED, "session-locked");
  private static final Map<Integer, String> STATUSES = Map.of(400, "bad-request", 404, "not-found", 409, "already-exists");

  /** The client wraps what the broker said in whatever its threads throw: the first cause with a word decides. */
  private static String word(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String word = wordOf(cause);
      if (word != null) return word;
    }
    return thrown.toString();
  }

  private static String wordOf(Throwable thrown) {
    if (thrown instanceof ServiceBusException known) return REASONS.get(known.getReason());
    if (thrown instanceof AmqpException amqp && amqp.getErrorCondition() != null) return CONDITIONS.get(amqp.getErrorCondition());
    // What the client makes of amqp:not-implemented.
    if (thrown instanceof UnsupportedOperationException) return "not-implemented";
    // The client's own word for an entity that the answer's empty feed does not have.
    if (thrown instanceof ResourceNotFoundException) return "not-found";
    if (thrown instanceof HttpResponseException http && http.getResponse() != null) return STATUSES.get(http.getResponse().getStatusCode());
    return thrown instanceof TimeoutException ? "timeout" : null;
  }
}
