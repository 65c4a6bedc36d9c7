"""What was observed, by behaviour, in the words of tiers/sdks/service-bus/behaviour.ts."""
from azure.core.exceptions import HttpResponseError, ResourceExistsError, ResourceNotFoundError
from azure.servicebus.exceptions import (
    MessageLockLostError, MessageSizeExceededError, OperationTimeoutError, ServiceBusError, SessionCannotBeLockedError,
)

WORDS = {
    MessageLockLostError: "lock-lost", SessionCannotBeLockedError: "session-locked", OperationTimeoutError: "timeout",
    MessageSizeExceededError: "too-large", ResourceExistsError: "already-exists", ResourceNotFoundError: "not-found",
}


def word(error):
    for kind, name in WORDS.items():
        if isinstance(error, kind):
            return name
    # The broker refuses the token already, which this client tells as a failed authentication or connection.
    if isinstance(error, ServiceBusError) and "Status code: 404" in str(error.inner_exception):
        return "not-found"
    if isinstance(error, HttpResponseError) and error.status_code == 400:
        return "bad-request"
    return repr(error)


def refused(action):
    try:
        action()
        return "accepted"
    except Exception as error:  # pylint: disable=broad-except
        return word(error)


class Seen(dict):
    def show(self, behaviour, walk):
        """A behaviour that fails says how, and does not stop the others."""
        try:
            self[behaviour] = walk()
        except Exception as error:  # pylint: disable=broad-except
            self[behaviour] = {"failed": word(error)}
