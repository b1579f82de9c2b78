"""Mail about an account to one address, which leaves once what it tells of stands."""

import logging
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

logger = logging.getLogger(__name__)


def mail_once_it_stands(address: str, subject: str, text: str) -> None:
    """Send it after this transaction; without a mail server nothing, and a server that does not answer is noted."""
    if settings.CAN_MAIL:
        transaction.on_commit(partial(_send, EmailMessage(subject, text, to=[address])), robust=True)


def _send(mail: EmailMessage) -> None:
    try:
        mail.send()
    except (OSError, ValueError) as wrong:
        logger.warning("A mail about an account could not be sent: %s", type(wrong).__name__)
