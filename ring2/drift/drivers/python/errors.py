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
    condition, refusal = condition_of(error), refused_token(error)
    return {
        "code": code_of(error, condition), "message": f"{type(error).__name__}: {error}" if refusal is None else str(refusal),
        "retryable": bool(getattr(error, "_retryable", False)), **({} if condition is None else {"condition": condition}),
    }


def code_of(error, condition):
    if refused_token(error) is not None:
        return "MessagingEntityNotFound" if condition == NOT_FOUND else "UnauthorizedAccess"
    if condition == SOCKET:
        return "ConnectionFailed"
    if is_own_failure(error, condition):
        return "ClientFailed"
    return next((code for kind, code in CODES if isinstance(error, kind)), "ClientFailed")


def is_own_failure(error, condition):
    """What fails inside the client itself comes as a plain ServiceBusError, to which no bus gave a condition."""
    return type(error) is exceptions.ServiceBusError and condition is None  # pylint: disable=unidiomatic-typecheck


def is_impatience(error):
    """Whether a link was not opened because an answer did not come at once: a header that has not come yet breaks the client."""
    condition = condition_of(error)
    return is_own_failure(error, condition) or (condition == SOCKET and "timed out" in str(error))


def refused_token(error):
    """
    The bus's answer, where it refused the token for an entity: the client tells that as a failed authentication, or a failed connection
    where it was given the address, and has the status of the answer in the cause alone.
    """
    if not isinstance(error, (exceptions.ServiceBusAuthenticationError, exceptions.ServiceBusConnectionError)):
        return None
    cause = getattr(error, "inner_exception", None)
    return cause if getattr(cause, "status_code", None) else None


def condition_of(error):
    refusal = refused_token(error)
    if refusal is not None and refusal.status_code == 404:
        return NOT_FOUND
    condition = getattr(error, "_condition", None)
    condition = getattr(condition, "value", condition)
    return condition.decode() if isinstance(condition, bytes) else condition
