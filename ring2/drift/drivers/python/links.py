"""A sender or receiver of the client, opened when it is first needed and used by one request at a time."""
import logging
import threading
import time

from azure.servicebus.exceptions import ServiceBusError

from errors import is_impatience


class Link:
    """`with link as handler` opens the handler, or gives it as it is; the client's links are not for several threads at once."""

    def __init__(self, entity, make, patience):
        self.entity, self.patience, self.closed = entity, patience, False
        self.make, self.handler = make, None
        self.lock = threading.Lock()

    def __enter__(self):
        self.lock.acquire()
        try:
            if self.handler is None:
                # Opened here: otherwise the first receive opens it out of its own patience.
                self.handler = self.open()
            return self.handler
        except BaseException:
            self.lock.release()
            raise

    def open(self):
        end = time.monotonic() + self.patience
        while True:
            try:
                return self.make().__enter__()
            except ServiceBusError as error:
                # It gives a handshake no more time than one look at a socket, which on a busy machine is too little.
                if not is_impatience(error) or time.monotonic() > end:
                    raise

    def __exit__(self, *_):
        self.lock.release()

    def close(self):
        self.closed = True
        with self.lock:
            try:
                if self.handler is not None:
                    self.handler.close()
            except Exception:  # pylint: disable=broad-except
                # Its bus may be gone already.
                logging.getLogger(__name__).info("could not close a link", exc_info=True)
