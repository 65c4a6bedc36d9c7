"""What the client raised, in the words of the protocol."""
from azure.servicebus import exceptions


class NotOffered(Exception):
    """The library does not offer this feature; the caller knows its name."""


# The first that fits; what the client does not tell apart has the protocol's word for any other refusal.
CODES = (
    (exceptions.MessageSizeExceededError, "MessageSizeExceeded"),
    (exceptions.MessageLockLostError, "MessageLockLost"),
    (exceptions.SessionLockLostError, "SessionLockLost"),
    (exceptions.MessageNotFoundError, "MessageNotFound"),
    (exceptions.MessagingEntityNotFoundError, "MessagingEntityNotFound"),
    (exceptions.MessagingEntityDisabledError, "MessagingEntityDisabled"),
    (exceptions.MessagingEntityAlreadyExistsError, "MessagingEntityAlreadyExists"),
    (exceptions.SessionCannotBeLockedError, "SessionCannotBeLocked"),
    (exceptions.ServiceBusQuotaExceededError, "QuotaExceeded"),
    (exceptions.ServiceBusServerBusyError, "ServiceBusy"),
    (exceptions.OperationTimeoutError, "ServiceTimeout"),
    (exceptions.ServiceBusAuthorizationError, "UnauthorizedAccess"),
    (exceptions.ServiceBusAuthenticationError, "UnauthorizedAccess"),
    (exceptions.ServiceBusCommunicationError, "ServiceCommunicationProblem"),
    (exceptions.ServiceBusError, "GeneralError"),
)


NOT_FOUND, SOCKET = "amqp:not-found", "amqp:socket-error"


def told(error):
    if isinstance(error, NotOffered):
        return {"code": "NotOffered", "message": str(error), "retryable": False}
    condition = condition_of(error)
    return {
        "code": code_of(error, condition), "message": f"{type(error).__name__}: {error}", "retryable": bool(getattr(error, "_retryable", False)),
        **({} if condition is None else {"condition": condition}),
    }


def code_of(error, condition):
    if condition == NOT_FOUND and isinstance(error, FAILED_OPENINGS):
        return "MessagingEntityNotFound"
    if condition == SOCKET:
        return "ConnectionFailed"
    # What fails inside the client itself comes as a plain ServiceBusError, to which no bus gave a condition.
    if type(error) is exceptions.ServiceBusError and condition is None:  # pylint: disable=unidiomatic-typecheck
        return "ClientFailed"
    return next((code for kind, code in CODES if isinstance(error, kind)), "ClientFailed")


# Where the bus refuses the token for an entity already, the client tells that as a failed authentication, or a failed connection
# where it was given the address; the status of the answer is in the cause alone.
FAILED_OPENINGS = (exceptions.ServiceBusAuthenticationError, exceptions.ServiceBusConnectionError)


def condition_of(error):
    if isinstance(error, FAILED_OPENINGS) and getattr(getattr(error, "inner_exception", None), "status_code", None) == 404:
        return NOT_FOUND
    condition = getattr(error, "_condition", None)
    condition = getattr(condition, "value", condition)
    return condition.decode() if isinstance(condition, bytes) else condition
