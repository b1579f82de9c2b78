"""Mail that leaves, that fails and is tried again, and that no server takes; and reminders, once a day each."""

import datetime
import uuid
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.utils import timezone

from probation_planning.organisation import tenancy
from probation_planning.organisation.messages import TRIES, chase, messages_open_to, send, tell, waiting
from probation_planning.organisation.models import Delivery, Message, Owner, Role, Trust, User
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.roles import Reader

OFFICER = "officer@derbyshire.example"
CHIEF = "chief.executive@derbyshire.example"
DIRECTOR = "business.services@derbyshire.example"
SMT = "smt@derbyshire.example"
NOWHERE = "tests.organisation.test_sending.Nowhere"
People = Callable[[str], User]


class Nowhere(BaseEmailBackend):
    """A mail server that refuses everything."""

    def send_messages(self, messages: Any) -> int:
        """Refuse."""
        raise OSError("550 No such mailbox")


@pytest.fixture
def readers(derbyshire: Trust, person: People) -> Callable[[str], Reader]:
    """Somebody of Derbyshire as the pages know them."""

    def read(email: str) -> Reader:
        with tenancy.kept_context():
            return readers_of(person(email), "derbyshire")[0]

    return read


@pytest.fixture
def told(readers: Callable[[str], Reader], person: People) -> Callable[..., Message]:
    """The officer tells the chief executive and a director; the mail is not sent yet."""

    def tells(**more: Any) -> Message:
        said: dict[str, Any] = {
            "kind": Message.Kind.BLACK,
            "about": "2011-12/1.1",
            "section": 1,
            "reader": readers(OFFICER),
            "recipients": [person(CHIEF), person(DIRECTOR)],
            "subject": "Risk 1.1 is now Black",
            "text": "Sign in to read it:",
            "links": ["/derbyshire/2011-12/risks/1.1/"],
        }
        return tell(**(said | more))

    return tells


@pytest.fixture
def remind(readers: Callable[[str], Reader], person: People) -> Callable[..., Message]:
    """The officer reminds the chief executive's post of Jun-11."""

    def reminds(**more: Any) -> Message:
        said: dict[str, Any] = {
            "owner": Owner.objects.get(name="Chief Executive"),
            "about": "2011-12/jun-11",
            "section": 1,
            "reader": readers(OFFICER),
            "recipients": [person(CHIEF)],
            "subject": "Ratings are due for Jun-11",
            "text": "Two ratings are due:",
            "links": ["/derbyshire/2011-12/risks/1.2/", "/derbyshire/2011-12/risks/1.3/"],
        }
        return chase(**(said | more))

    return reminds


def outcomes() -> list[str]:
    """What came of every try."""
    return list(Delivery.objects.order_by("pk").values_list("outcome", flat=True))


def later(monkeypatch: pytest.MonkeyPatch, **by: int) -> None:
    """As if so much time had passed."""
    now = timezone.now() + datetime.timedelta(**by)
    monkeypatch.setattr(timezone, "now", lambda: now)


def run() -> str:
    """What the command says."""
    out = StringIO()
    call_command("send_messages", stdout=out)
    return out.getvalue().strip()


# Sending


def test_it_leaves_when_the_transaction_stands(
    told: Callable[..., Message], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        told()
        assert not mail.outbox

    assert [one.to for one in mail.outbox] == [[CHIEF], [DIRECTOR]]
    assert outcomes() == ["sent"]


def test_a_refusal_is_noted_and_disturbs_nobody(
    told: Callable[..., Message], settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = NOWHERE
    with django_capture_on_commit_callbacks(execute=True):
        told()

    delivery = Delivery.objects.get()
    assert (delivery.outcome, delivery.says) == ("failed", "550 No such mailbox")


def test_it_is_sent_once(told: Callable[..., Message], derbyshire: Trust) -> None:
    message = told()
    send(message.pk, derbyshire)

    assert send(message.pk, derbyshire) is None
    assert len(mail.outbox) == 2


def test_the_command_sends_what_was_left(told: Callable[..., Message], monkeypatch: pytest.MonkeyPatch) -> None:
    told()
    assert run() == "Sent 0, not sent 0."
    later(monkeypatch, minutes=3)

    assert run() == "Sent 1, not sent 0."
    assert run() == "Sent 0, not sent 0."
    assert len(mail.outbox) == 2


def test_a_refused_one_is_tried_again_after_a_while(
    told: Callable[..., Message], monkeypatch: pytest.MonkeyPatch, settings: Any, derbyshire: Trust
) -> None:
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = NOWHERE
    send(told().pk, derbyshire)
    settings.EMAIL_BACKEND = working
    assert waiting() == []
    later(monkeypatch, minutes=3)

    assert run() == "Sent 1, not sent 0."
    assert outcomes() == ["failed", "sent"]


def test_it_is_not_tried_for_ever(
    told: Callable[..., Message], monkeypatch: pytest.MonkeyPatch, settings: Any, derbyshire: Trust
) -> None:
    settings.EMAIL_BACKEND = NOWHERE
    message = told()
    for turn in range(TRIES):
        assert len(outcomes()) == turn
        send(message.pk, derbyshire)
    later(monkeypatch, minutes=3)

    assert waiting() == []


def test_one_whose_addresses_were_shown_is_left_to_people(
    told: Callable[..., Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    Delivery.objects.create(message=told(), outcome=Delivery.Outcome.SHOWN)
    later(monkeypatch, minutes=3)

    assert waiting() == []


def test_without_a_mail_server_nothing_is_sent_and_the_command_says_so(
    told: Callable[..., Message], settings: Any, derbyshire: Trust
) -> None:
    settings.CAN_MAIL = False

    assert send(told().pk, derbyshire) is None
    assert run() == "No mail server is set up, so nothing is sent. Set EMAIL_HOST."
    assert outcomes() == []


# Reminders


def test_an_owner_is_reminded_once_a_day_of_each_thing(remind: Callable[..., Message]) -> None:
    first = remind()

    with pytest.raises(ValidationError, match="This owner was chased today already"):
        remind()
    other = remind(about="2011-12/sep-11")
    another = remind(owner=Owner.objects.get(name="Directors"))
    assert [one.kind for one in (first, other, another)] == ["chase"] * 3


def test_the_same_form_sent_twice_is_one_reminder(remind: Callable[..., Message]) -> None:
    once = uuid.uuid4()

    assert remind(once=once) == remind(once=once)
    assert Message.objects.count() == 1


def test_the_next_day_is_another(remind: Callable[..., Message], settings: Any) -> None:
    remind()
    settings.TODAY = datetime.date(2011, 6, 21)

    assert remind().dated == datetime.date(2011, 6, 21)


def test_a_reminder_names_every_page(remind: Callable[..., Message], django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        remind()

    assert "http://localhost:8000/derbyshire/2011-12/risks/1.2/\n" in mail.outbox[0].body
    assert "http://localhost:8000/derbyshire/2011-12/risks/1.3/\n" in mail.outbox[0].body


# Who reads them


@pytest.mark.parametrize(
    ("section", "open_to", "email", "reads"),
    [
        (1, [], OFFICER, True),
        (1, [], CHIEF, True),
        (1, [], SMT, False),
        (2, [], CHIEF, True),
        (2, [], OFFICER, False),
        (2, [Role.OFFICER], OFFICER, True),
        (2, [Role.OFFICER], SMT, False),
    ],
)
def test_messages_are_read_by_recipients_and_by_the_officer_where_open(
    told: Callable[..., Message],
    readers: Callable[[str], Reader],
    section: int,
    open_to: list[Role],
    email: str,
    reads: bool,
) -> None:
    told(section=section, open_to=open_to, reader=readers(DIRECTOR))

    assert messages_open_to(readers(email)).exists() is reads
    with tenancy.kept_context():
        reader = readers_of(readers(email).user, "derbyshire")[0]
        assert messages_open_to(reader).exists() is reads
