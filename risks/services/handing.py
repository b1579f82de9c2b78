"""What of a register moves when one post takes over from another: risks, open actions, and questions that wait.

It moves whether or not whoever hands over may read it, so these are called as the system, and what they find is told to
nobody. What was said stays under the name it was said in.
"""

from typing import Any

from django.db.models import F, Prefetch, QuerySet

from probation_planning.organisation import clock
from probation_planning.organisation.models import Owner, User
from probation_planning.organisation.services.ownership import pass_on
from risks.asking import WAITING
from risks.models import Action, Entry, EntryCategory, EntryOwner, Question, Register, Turn
from risks.services.entries import words_of
from risks.services.locking import lock
from risks.services.written import add_row


def owned(entries: QuerySet[Entry], post: Owner) -> QuerySet[Entry]:
    """Those of the risks that the post owns and that are not closed."""
    return entries.filter(closed_on=None, pk__in=EntryOwner.objects.filter(owner=post).values("entry"))


def to_do(actions: QuerySet[Action], post: Owner) -> QuerySet[Action]:
    """Those of the actions that the post is still to carry out."""
    latest: Any = actions
    found: QuerySet[Action] = latest.that_count().filter(
        owner=post, state=Action.State.OPEN, entry__closed_on=None, section=F("entry__section")
    )
    return found


def to_answer(questions: QuerySet[Question], post: Owner) -> QuerySet[Question]:
    """Those of the questions that wait for the post's answer."""
    latest: Any = questions
    found: QuerySet[Question] = latest.that_count().filter(owner=post, state__in=WAITING)
    return found


def hand_over(*, register: Register, post: Owner, successor: Owner, given_by: User, reason: str) -> None:
    """Let the successor own and do what the post owned and was to do in the register."""
    current = lock(register.pk)
    entries = list(owned(Entry.objects.filter(register=current), post).order_by("pk"))
    before = _owners(entries)
    pass_on(EntryOwner.objects.filter(owner=post, entry__in=entries), "entry", successor)
    after = _owners(entries)
    for entry in entries:
        Turn.objects.create(
            register=current,
            entry=entry,
            section=entry.section,
            kind=Turn.Kind.OWNERS,
            before=before[entry.pk],
            after=after[entry.pk],
            reason=reason,
            dated=clock.today(),
            given_by=given_by,
        )
    if current.told_post_id == post.pk:
        current.told_post = successor
        current.save(update_fields=["told_post"])
    by = {"given_by_id": given_by.pk, "given_as_id": None, "told_on": None}
    for action in to_do(Action.objects.filter(register=current), post).select_related("entry").order_by("pk"):
        owner = successor if _may_be_given(action, successor) else None
        add_row(
            Action,
            action.entry,
            number=action.number,
            text=action.text,
            owner_id=owner.pk if owner else None,
            due_on=action.due_on,
            state=action.state,
            reason=reason,
            **by,
        )
    for question in to_answer(Question.objects.filter(register=current), post).order_by("pk"):
        _give(question, successor, by)


def _owners(entries: list[Entry]) -> dict[int, str]:
    """Who owns each risk, in words."""
    owners = Prefetch("owners", EntryOwner.objects.select_related("owner").order_by("order", "pk"))
    categories = Prefetch("categories", EntryCategory.objects.select_related("category"))
    rows = Entry.objects.filter(pk__in=[entry.pk for entry in entries]).prefetch_related(owners, categories)
    return {entry.pk: words_of(entry).owners_in_words for entry in rows.order_by("pk")}


def _may_be_given(thing: Action | Question, successor: Owner) -> bool:
    """Whether the successor reads it: in section 2 an owner of the risk alone."""
    return thing.section == 1 or EntryOwner.objects.filter(entry=thing.entry_id, owner=successor).exists()


def _give(question: Question, successor: Owner, by: dict[str, Any]) -> None:
    """The question's next row; one that the successor would not read waits to be given to somebody."""
    given = _may_be_given(question, successor)
    kept = ("register_id", "entry_id", "risk_id", "section", "number", "body_id", "kind", "text", "review_id", "answer")
    Question.objects.create(
        **{name: getattr(question, name) for name in kept},
        owner_id=successor.pk if given else None,
        due_on=question.due_on if given else None,
        state=question.state if given else Question.State.ASKED,
        dated=clock.today(),
        **by,
    )
