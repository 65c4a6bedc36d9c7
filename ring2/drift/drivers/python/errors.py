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


def told(error):
    if isinstance(error, NotOffered):
        return {"code": "NotOffered", "message": str(error), "retryable": False}
    code = next((code for kind, code in CODES if isinstance(error, kind)), "ClientFailed")
    condition = condition_of(error)
    return {
        "code": code, "message": f"{type(error).__name__}: {error}", "retryable": bool(getattr(error, "_retryable", False)),
        **({} if condition is None else {"condition": condition}),
    }


def condition_of(error):
    condition = getattr(error, "_condition", None)
    return getattr(condition, "value", condition)
