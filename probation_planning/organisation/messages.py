"""Telling people: a message is written down with what it belongs to, and leaves by mail once that stands.

It carries no word of what it is about: whoever reads it signs in. Whom to tell is the caller's to say, one by one.
"""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.models import Delivery, Message, Owner, Role, Trust, User
from probation_planning.organisation.models.messages import MessageQuerySet
from probation_planning.organisation.refusals import sentence_of
from probation_planning.organisation.roles import Reader

# A mail that cannot be delivered is tried again by `manage.py send_messages`, so long after the last try, so often.
PAUSE = datetime.timedelta(minutes=2)
TRIES = 10


def tell(
    *,
    kind: Message.Kind,
    about: str,
    section: int,
    reader: Reader,
    recipients: Sequence[User],
    subject: str,
    text: str,
    links: Sequence[str],
    open_to: Iterable[Role] = (),
    owner: Owner | None = None,
    once: uuid.UUID | None = None,
) -> Message:
    """Tell the recipients, in the reader's name; the mail leaves when this transaction stands.

    `about` is what it is of, in words of addresses ("2011-12/1.4"); `links` lead to pages, without the site. Of section
    2 the message is read by its recipients and by the roles it is `open_to`.
    """
    message = Message.objects.create(
        kind=kind,
        about=about,
        section=section,
        open_to=[f"{reader.trust.pk}:{role}" for role in open_to],
        sent_by=reader.user,
        owner=owner,
        recipients=[one.pk for one in recipients],
        addresses=[one.email for one in recipients],
        subject=subject,
        text=text,
        links=list(links),
        dated=clock.today(),
        once=once or uuid.uuid4(),
    )
    transaction.on_commit(partial(send, message.pk, reader.trust), robust=True)
    return message


@transaction.atomic
def chase(
    *,
    owner: Owner,
    about: str,
    section: int,
    reader: Reader,
    recipients: Sequence[User],
    subject: str,
    text: str,
    links: Sequence[str],
    open_to: Iterable[Role] = (),
    once: uuid.UUID | None = None,
) -> Message:
    """Remind an owner that an answer is due, once a day for each thing it is due for.

    `recipients` are the people who answer for the owner today. The same form sent twice is one message.
    Raises ValidationError where the owner was reminded today already.
    """
    if once and (sent := Message.objects.filter(once=once, kind=Message.Kind.CHASE, owner=owner).first()):
        return sent
    try:
        with transaction.atomic():
            return tell(
                kind=Message.Kind.CHASE,
                about=about,
                section=section,
                reader=reader,
                recipients=recipients,
                subject=subject,
                text=text,
                links=links,
                open_to=open_to,
                owner=owner,
                once=once,
            )
    except IntegrityError as broken:
        if not (says := sentence_of(broken)):
            raise
        raise ValidationError(says) from broken


def messages_open_to(reader: Reader) -> MessageQuerySet:
    """Those sent to the reader; for the officer all of section 1, and of section 2 those open to the role."""
    rows = Q(recipients__contains=[reader.user.pk])
    if Role.OFFICER in reader.roles:
        rows |= Q(section=1) | Q(open_to__contains=[f"{reader.trust.pk}:{Role.OFFICER}"])
    return Message.objects.filter(rows, trust=reader.trust)


def show_addresses(message: Message) -> None:
    """Note that the addresses were shown, to be copied where no mail server sends it."""
    if not message.deliveries.filter(outcome=Delivery.Outcome.SHOWN).exists():
        Delivery.objects.create(message=message, outcome=Delivery.Outcome.SHOWN)


def waiting() -> list[int]:
    """Messages of the trust one is inside that are still to be mailed, the oldest first.

    A message just made is left to the request that made it, and one tried a moment ago to its next turn.
    """
    tried = Delivery.objects.filter(message=OuterRef("pk"))
    lately = timezone.now() - PAUSE
    rows = Message.objects.filter(
        ~Exists(tried.exclude(outcome=Delivery.Outcome.FAILED)),
        ~Exists(tried.filter(at__gt=lately)),
        ~Exists(tried.order_by("pk")[TRIES - 1 : TRIES]),
        made_at__lte=lately,
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def send(pk: int, trust: Trust) -> Delivery | None:
    """Mail the message to each recipient apart, and note what came of it; nothing without a mail server.

    No transaction is open meanwhile. A mail whose note is lost is sent again: at least once, never silently not at all.
    """
    if not settings.CAN_MAIL:
        return None
    with tenancy.trust(trust):
        message = Message.objects.get(pk=pk)
        if message.deliveries.filter(outcome=Delivery.Outcome.SENT).exists():
            return None
    says = _mail(message, trust)
    outcome = Delivery.Outcome.FAILED if says else Delivery.Outcome.SENT
    with tenancy.trust(trust):
        return Delivery.objects.create(message_id=pk, outcome=outcome, says=says[:200])


def _mail(message: Message, trust: Trust) -> str:
    """What went wrong; empty where everybody was sent it."""
    links = "\n".join(f"{settings.SITE_ADDRESS}{link}" for link in message.links)
    body = f"{message.text}\n\n{links}\n\n{trust.name}, Probation Planning\n"
    try:
        with get_connection() as server:
            for address in message.addresses:
                EmailMessage(message.subject, body, to=[address], connection=server).send()
    except (OSError, ValueError) as wrong:
        return str(wrong) or type(wrong).__name__
    return ""
