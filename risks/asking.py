"""What bodies ask of risks, as one reader may know it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from probation_planning.organisation import clock
from probation_planning.organisation.models import Body, Role
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import ROLES, Act, Kind, Reader, may
from risks.cuts import cut_at
from risks.models import Entry, Question, Register, Review, Stage
from risks.models.risks import NOTHING, owned_entries
from risks.models.things import QuestionQuerySet
from risks.reading import OpenRegister, register_asked, standings_asked

State = Question.State
# Those whose answer is still out.
WAITING = (State.ASKED, State.ASSIGNED)


def asks_for(reader: Reader, section: int) -> list[Body]:
    """The bodies that the reader sits on and may ask for, of those that read the section."""
    roles = reader.roles & ROLES[Kind.REGISTER, Act.ASK]
    asks = may(reader, Act.ASK, Kind.REGISTER)
    return _bodies(reader.trust.pk, roles, frozenset({section})) if asks else []


@question
def _bodies(trust: int, roles: frozenset[Role], sections: frozenset[int]) -> QuerySet[Body]:
    return Body.objects.filter(trust=trust, role__in=sorted(roles), sections__contains=sorted(sections))


def may_assign(reader: Reader) -> bool:
    """Whether the reader gives questions to somebody to answer."""
    return may(reader, Act.MANAGE, Kind.REGISTER)


def may_answer(question: Question, entry: Entry, reader: Reader) -> bool:
    """Whoever it was given to, the risk's owners, and the officer."""
    given = question.owner_id is not None and reader.owns([question.owner_id])
    given = given and may(reader, Act.ANSWER, Kind.REGISTER)
    return bool(reader.working_roles) and (given or entry.may(reader, Act.ANSWER))


def sits_on(body: Body, reader: Reader) -> bool:
    """Whether the reader is a member of the body, and may speak for it."""
    return may(reader, Act.ASK, Kind.REGISTER) and body.role in reader.roles


def may_settle(question: Question, entry: Entry, reader: Reader) -> bool:
    """The body's members, but nobody a question that they own or of a risk that they own."""
    owned = [*([question.owner_id] if question.owner_id else []), *(row.owner_id for row in entry.owners.all())]
    return sits_on(question.body, reader) and not reader.owns(owned)


def may_close(question: Question, entry: Entry, reader: Reader) -> bool:
    """Whoever may settle it, and the officer with a minute."""
    return may_settle(question, entry, reader) or may_assign(reader)


def who_closes(question: Question) -> str:
    """The same in words."""
    return (
        f"It is closed by a member of the {question.body} who owns neither the risk nor the question, "
        "or by the officer with its minute."
    )


def asked_on(opened: OpenRegister, body: Body) -> Review | None:
    """The last review of which the body was given papers."""
    given = (
        review
        for review in reversed(opened.frame.reviews)
        for stage in review.stages.all()
        if stage.body_id == body.pk and stage.issued_on and stage.state != Stage.State.WITHDRAWN
    )
    return next(given, None)


def questions_of(opened: OpenRegister) -> QuestionQuerySet:
    """Every row of every question of the register that the reader may see."""
    return _questions_in(opened.reader, opened.register)


def _questions_in(reader: Reader, register: Register) -> QuestionQuerySet:
    rows = Question.objects.visible_to(reader, register).filter(register=register)
    return rows.select_related("body", "owner", "review")


def questions_of_risk(opened: OpenRegister, entry_id: int, review: Review, section: int) -> list[Question]:
    """Those of one risk, as they stood at the review; a committee sees its own as they stand now."""
    up_to = cut_at(opened, review, section).moment if opened.reader.working_roles else None
    return _of_risk(*opened.asking, entry_id, up_to)


@question
def _of_risk(reader: Reader, register: int, opens: frozenset[str], entry: int, up_to: int | None) -> QuerySet[Question]:
    rows = Question.objects.visible_to(reader, register_asked(register, opens)).filter(register=register, entry=entry)
    return rows.that_count(up_to).select_related("body", "owner", "review").order_by("section", "number")


class Asked(NamedTuple):
    """A question and the risk it was asked of, in the words and section in which the reader sees the risk."""

    question: Question
    reference: str
    title: str
    stands: int
    is_overdue: bool

    @property
    def where(self) -> str:
        """The end of its address: of a risk that has moved since, the section in which it was asked."""
        return f"?section={self.question.section}" if self.question.section != self.stands else ""


def known_as(opened: OpenRegister, entry_ids: Iterable[int]) -> dict[int, tuple[str, str, int]]:
    """Reference, words and section of each risk as the reader saw it last; of those alone that they see."""
    standings = opened.standings_at(opened.begun).filter(entry__in=set(entry_ids)).order_by("review__month")
    found = standings.values_list("entry_id", "reference", "title", "section")
    return {entry: (reference, title, section) for entry, reference, title, section in found}


def left_under(opened: OpenRegister, reference: str) -> int:
    """The risk that stood under this reference and has left what the reader sees; 0 where there is none."""
    rows = opened.standings_at(opened.begun).filter(reference=reference).order_by("-review__month")
    return rows.values_list("entry_id", flat=True).first() or 0


def asked(opened: OpenRegister, questions: Iterable[Question]) -> list[Asked]:
    """The questions with their risks; those of a risk that the reader does not see are left out."""
    rows = list(questions)
    named = known_as(opened, [row.entry_id for row in rows]) if rows else {}
    day = clock.today()
    return [Asked(row, *named[row.entry_id], is_overdue(row, day)) for row in rows if row.entry_id in named]


def pressing(reader: Reader, register: int, opens: frozenset[str], begun: tuple[int, ...]) -> QuerySet[Question, Any]:
    """Questions that wait for the reader's answer, and those of their bodies that others answered and nobody closed.

    A question waits for whoever it was given to, else for the risk's owners. `asked_on`: the day it was asked,
    `known`: reference, title and section of its risk as the reader saw it last, at one of the reviews `begun`.
    """
    asked_of = register_asked(register, opens)
    mine = Q(owner__in=reader.owner_ids) | Q(owner=None, entry__in=owned_entries(reader.owner_ids))
    waits = Q(mine, state__in=WAITING) if reader.working_roles and reader.owners else NOTHING
    roles = reader.roles & ROLES[Kind.REGISTER, Act.ASK]
    answered = Q(~Q(given_by=reader.user), state=State.ANSWERED, body__role__in=sorted(roles))
    wanted = waits | answered if roles else waits
    first = Question.objects.filter(
        entry=OuterRef("entry"), section=OuterRef("section"), number=OuterRef("number"), sequence=1
    )
    known = standings_asked(reader, register, opens, begun).filter(entry=OuterRef("entry")).order_by("-review__month")
    named = JSONObject(reference="reference", title="title", section="section")
    seen = Entry.objects.visible_to(reader, asked_of).filter(register=register)
    rows: Any = _questions_in(reader, asked_of).that_count().filter(wanted, entry__in=seen)
    rows = rows.annotate(asked_on=Subquery(first.values("dated")), known=Subquery(known.values(json=named)[:1]))
    pressing: QuerySet[Question, Any] = rows.filter(known__isnull=False).order_by("due_on", "moment")
    return pressing


def is_overdue(question: Question, day: datetime.date) -> bool:
    """Whether its answer is still out after the day it was asked for. Today is not overdue."""
    return question.state in WAITING and question.due_on is not None and question.due_on < day


@dataclass(frozen=True)
class QuestionRecord:
    """One question: its rows from the first to the one that counts, and what the reader may do with it.

    `entry` is none of a risk that has left what the reader sees.
    """

    rows: list[Question]
    entry: Entry | None
    reader: Reader

    @property
    def latest(self) -> Question:
        """The row that counts."""
        return self.rows[-1]

    @property
    def first(self) -> Question:
        """As it was asked."""
        return self.rows[0]

    @property
    def seen(self) -> int:
        """How many rows the reader sees."""
        return len(self.rows)

    @property
    def is_closed(self) -> bool:
        """Whether it was settled; it is never opened again."""
        return bool(self.latest.state == State.CLOSED)

    @property
    def is_overdue(self) -> bool:
        """Whether its answer is late."""
        return is_overdue(self.latest, clock.today())

    @property
    def acts(self) -> list[tuple[str, str]]:
        """What the reader may do with it now: the address and the words of each act."""
        if self.is_closed or self.entry is None:
            return []
        answered = self.latest.state == State.ANSWERED
        possible = [
            ("answer", "Change the answer" if answered else "Answer", may_answer(self.latest, self.entry, self.reader)),
            (
                "assign",
                "Give it to somebody" if not self.latest.owner else "Give it to another",
                may_assign(self.reader),
            ),
            ("close", "Close", may_close(self.latest, self.entry, self.reader)),
        ]
        return [(name, words) for name, words, allowed in possible if allowed]


def question_record(
    opened: OpenRegister, entry_id: int, entry: Entry | None, number: int, section: int
) -> QuestionRecord | None:
    """The question of this number, asked while the risk stood in the section; none that the reader may not see."""
    rows = questions_of(opened).filter(entry=entry_id, number=number, section=section)
    found = list(rows.select_related("given_by", "given_as").order_by("sequence"))
    return QuestionRecord(found, entry, opened.reader) if found else None
