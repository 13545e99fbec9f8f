"""Send a letter once: a mail server that cannot be reached is known before the commit, and what is
lost after it is not sent again, since the server may have taken it."""

from functools import partial

import structlog
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

log = structlog.get_logger(__name__)


def connect() -> BaseEmailBackend:
    """A connection to the mail server, open. Raises OSError when it is not to be reached."""
    connection = get_connection()
    connection.open()
    return connection


def send_after_commit(
    connection: BaseEmailBackend, message: EmailMessage, lost: str, **ids: int
) -> None:
    """Send the message over an open connection once the transaction is committed. If that breaks
    off, the event `lost` is logged with the ids and no word of the message."""
    transaction.on_commit(partial(_send, connection, message, lost, ids))


def _send(
    connection: BaseEmailBackend, message: EmailMessage, lost: str, ids: dict[str, int]
) -> None:
    try:
        connection.send_messages([message])
    except OSError as error:  # smtplib's exceptions are among them
        log.error(lost, error=type(error).__name__, **ids)
    finally:
        connection.close()
