"""Clients, their drivers, and what these hold: links, sessions, messages."""
import itertools
import threading

from azure.servicebus import NEXT_AVAILABLE_SESSION, ServiceBusClient, ServiceBusReceiveMode, ServiceBusSubQueue, TransportType

from links import Link

MODES = {"peek-lock": ServiceBusReceiveMode.PEEK_LOCK, "receive-and-delete": ServiceBusReceiveMode.RECEIVE_AND_DELETE}
DEAD_LETTERS = "/$DeadLetterQueue"
# How long one look at a socket takes, in seconds: the client's own for TCP. Its second for WebSocket makes three of a receive that finds nothing.
LOOK = 0.2


class Client:
    def __init__(self, connectionString, host, port, transport, plain, patienceMs, briefMs, answerMs, caFile=None):
        self.patience, self.brief, self.answer = patienceMs / 1000, briefMs / 1000, answerMs / 1000
        options = {"retry_total": 0, "try_timeout": self.answer, "connection_verify": caFile}
        if transport == "websocket":
            # Over WebSocket the client takes a port from here only.
            options.update(transport_type=TransportType.AmqpOverWebsocket, custom_endpoint_address=f"sb://{host}:{port}")
        elif not plain and port != 5671:
            options.update(transport_type=TransportType.Amqp, custom_endpoint_address=f"sb://{host}:{port}")
        self.bus = ServiceBusClient.from_connection_string(connectionString, **options)
        self.drivers = {}
        self.lock = threading.Lock()

    def driver(self, name):
        with self.lock:
            return self.drivers.setdefault(name, Driver(self))

    def close(self):
        self.bus.close()


class Driver:
    def __init__(self, client):
        self.bus, self.patience, self.brief, self.opening = client.bus, client.patience, client.brief, client.answer
        self.links, self.sessions, self.messages = {}, {}, {}
        self.numbers = itertools.count(1)
        self.lock = threading.Lock()

    def sender(self, entity):
        return self.link(("sender", entity), lambda: self.bus.get_queue_sender(entity, socket_timeout=LOOK))

    def receiver(self, entity, mode="peek-lock"):
        return self.link((mode, entity), lambda: self.make(entity, receive_mode=MODES[mode]))

    def passing_receiver(self, entity, mode):
        return self.link((f"{mode} {next(self.numbers)}", entity), lambda: self.make(entity, receive_mode=MODES[mode]))

    def accept(self, entity, session_id):
        # The client waits for the next session as long as for a message.
        options = {"session_id": NEXT_AVAILABLE_SESSION, "max_wait_time": self.patience} if session_id is None else {"session_id": session_id}
        link = Link(entity, lambda: self.make(entity, **options), self.opening)
        return self.keep(self.sessions, "s", link), link

    def make(self, entity, **options):
        path, dead = (entity[:-len(DEAD_LETTERS)], True) if entity.endswith(DEAD_LETTERS) else (entity, False)
        if dead:
            options["sub_queue"] = ServiceBusSubQueue.DEAD_LETTER
        options["socket_timeout"] = LOOK
        topic, _, subscription = path.partition("/Subscriptions/")
        if subscription:
            return self.bus.get_subscription_receiver(topic, subscription, **options)
        return self.bus.get_queue_receiver(path, **options)

    def link(self, key, make):
        with self.lock:
            if key not in self.links or self.links[key].closed:
                self.links[key] = Link(key[1], make, self.opening)
            return self.links[key]

    def keep(self, where, letter, value):
        handle = f"{letter}{next(self.numbers)}"
        where[handle] = value
        return handle

    def hold(self, link, message):
        return self.keep(self.messages, "m", (link, message))

    def held(self, handle):
        return self.messages[handle]

    def session(self, handle):
        return self.sessions[handle]

    def close_receivers(self, entity):
        for (kind, path), link in list(self.links.items()):
            if path == entity and kind != "sender":
                link.close()

    def leave(self):
        """All at once: the client waits up to a second whenever one closes."""
        closing = [threading.Thread(target=link.close, daemon=True) for link in [*self.links.values(), *self.sessions.values()]]
        for one in closing:
            one.start()
        for one in closing:
            one.join()
