"""Who was told what: open to the writer, the recipients and the roles written on it, and never changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Delivery, Message, Owner, Trust, User
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.refusals import sentence_of

OFFICER = "officer@derbyshire.example"
SMT = "smt@derbyshire.example"
DIRECTOR = "business.services@derbyshire.example"
People = Callable[[str], User]


@pytest.fixture
def send(derbyshire: Trust, person: People) -> Callable[..., Message]:
    """A message of section 2, which the officer sends to the director."""

    def sent(**more: Any) -> Message:
        said = {
            "kind": "black",
            "about": "2011-12/2.1",
            "section": 2,
            "sent_by": person(OFFICER),
            "dated": "2011-06-20",
        }
        said |= {"recipients": [person(DIRECTOR).pk], "subject": "Risk 2.1 is now Black", "text": "Sign in to read it."}
        return Message.objects.create(**(said | more))

    return sent


def read_by(user: User) -> int:
    """How many messages and deliveries the database shows that person."""
    with tenancy.kept_context():
        readers_of(user, "derbyshire")
        return Message.objects.count() + Delivery.objects.count()


@pytest.mark.parametrize(("email", "reads"), [(OFFICER, 2), (DIRECTOR, 2), (SMT, 0)])
def test_of_section_2_it_is_open_to_its_writer_and_those_it_was_sent_to(
    send: Callable[..., Message], person: People, email: str, reads: int
) -> None:
    Delivery.objects.create(message=send(), outcome="sent")

    assert read_by(person(email)) == reads


def test_and_to_the_roles_written_on_it(send: Callable[..., Message], person: People, derbyshire: Trust) -> None:
    send(open_to=[f"{derbyshire.pk}:smt"])

    assert read_by(person(SMT)) == 1


def test_of_section_1_it_is_open_to_the_trust(send: Callable[..., Message], person: People) -> None:
    send(section=1)

    assert read_by(person(SMT)) == 1


def test_a_message_is_never_changed_or_removed(send: Callable[..., Message]) -> None:
    rows = Message.objects.filter(pk=send().pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(subject="Another")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


def test_an_owner_is_chased_once_a_day(send: Callable[..., Message]) -> None:
    owner = Owner.objects.get(name="Chief Executive")
    send(kind="chase", owner=owner)
    send(kind="chase", owner=owner, dated="2011-06-21")

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        send(kind="chase", owner=owner)

    assert sentence_of(refused.value) == "This owner was chased today already."


def test_those_sent_to_somebody_are_found(send: Callable[..., Message], person: People) -> None:
    message = send()

    assert list(Message.objects.to(person(DIRECTOR))) == [message]
    assert not Message.objects.to(person(SMT)).exists()


def test_a_refusal_that_is_none_of_ours_has_no_sentence(derbyshire: Trust) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Owner.objects.filter(name="Chief Executive").update(kind=None)

    assert sentence_of(refused.value) == ""
