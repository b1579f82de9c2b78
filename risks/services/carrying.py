"""What becomes of a risk's open actions, controls, acceptances, target and note when it moves between sections.

Things stay in the section they were written in. What goes along is ended there and stated anew where the risk goes.
"""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError

from probation_planning.organisation import clock
from probation_planning.organisation.models import User
from risks.models import Acceptance, Action, Control, Entry, Question, Target, WorkingNote
from risks.models.dated import Thing

# Open; ended because it goes along; ended because it stays behind.
STATES: dict[type[Thing], tuple[str, str, str]] = {
    Action: (Action.State.OPEN, Action.State.MOVED, Action.State.DROPPED),
    Control: (Control.State.IN_PLACE, Control.State.ENDED, Control.State.ENDED),
    Acceptance: (Acceptance.State.IN_FORCE, Acceptance.State.ENDED, Acceptance.State.ENDED),
}
GOES = "Moved to section 1 with the risk."
STAYS = "Left behind when the risk moved to section 1."
OF_EVERY_THING = {field.name for field in Thing._meta.get_fields()} | {"id", "state", "said", "reason"}


def open_things(entry: Entry) -> list[Thing]:
    """What is open of the risk in the section where it stands: actions, controls and acceptances, then its target."""
    found: list[Thing] = []
    models: list[type[Thing]] = [*STATES, Target]
    for model in models:
        rows: Any = model._default_manager.filter(entry=entry, section=entry.section)
        latest = rows.that_count()
        found += latest.filter(state=STATES[model][0]) if model in STATES else latest
    return found


def has_lapsed(thing: Thing) -> bool:
    """Whether it is an acceptance whose last day is past: it is not stated anew."""
    return isinstance(thing, Acceptance) and thing.until < clock.today()


def key_of(thing: Thing) -> str:
    """How a form names it: action-3."""
    return f"{thing._meta.model_name}-{thing.number}"


def in_words(thing: Any) -> str:
    """What a person reads of it before deciding whether it goes along."""
    if isinstance(thing, Target):
        return f"Target: {thing.likelihood} × {thing.impact} by {thing.by_when:%-d %B %Y}"
    says = thing.why if isinstance(thing, Acceptance) else thing.text
    return f"{str(thing._meta.verbose_name).capitalize()} {thing.number}: {says}"


def refuse_strangers(entry: Entry) -> None:
    """In section 2 an action belongs to an owner of the risk, since nobody else reads it there."""
    owners = {row.owner_id for row in entry.owners.all()}
    actions = [one for one in open_things(entry) if isinstance(one, Action) and one.owner_id not in {None, *owners}]
    if actions:
        raise ValidationError(
            [
                f"Action {one.number} is given to {one.owner}, who would not read it in section 2. Give it to an owner "
                "of the risk first, or make them an owner."
                for one in actions
            ]
        )


def leave(entry: Entry, given_by: User, reason: str, chosen: Collection[str] | None) -> list[Thing]:
    """End what is open where the risk stands, and say what of it goes along: all of it, or what was chosen."""
    going = []
    for thing in open_things(entry):
        goes = chosen is None or key_of(thing) in chosen
        if goes and not has_lapsed(thing):
            going.append(thing)
        if type(thing) in STATES:
            state = STATES[type(thing)][1 if goes else 2]
            said = reason if chosen is None else GOES if goes else STAYS
            _write(thing, entry, entry.section, given_by, number=thing.number, state=state, reason=said)
    if chosen is None:
        going += WorkingNote.objects.filter(entry=entry, section=entry.section).that_count().exclude(text="")
    return going


def arrive(things: Collection[Thing], entry: Entry, section: int, given_by: User, reason: str) -> None:
    """State them anew in the section into which the risk has come."""
    for thing in things:
        _write(thing, entry, section, given_by, **({"reason": reason} if isinstance(thing, Target) else {}))


def ask_again(former: Entry, entry: Entry, given_by: User) -> None:
    """State in a new year's register what was asked of the risk and is not settled, where the body reads it there.

    In section 2 one that was given to somebody who does not own the risk waits to be given to another.
    """
    owners = set(entry.owners.values_list("owner_id", flat=True))
    told = Question.objects.filter(entry=former, section__lte=entry.section).that_count()
    asked = told.exclude(state=Question.State.CLOSED).filter(body__sections__contains=[entry.section])
    for question in asked.order_by("section", "number"):
        state = question.state
        if entry.section == 2 and question.owner_id not in {None, *owners}:
            question.owner_id = question.due_on = None
            state = Question.State.ASKED if state == Question.State.ASSIGNED else state
        _write(question, entry, entry.section, given_by, state=state)


def _write(thing: Thing, entry: Entry, section: int, given_by: User, **more: Any) -> None:
    """A row with the thing's own words; a number of 0 makes it a new one."""
    words = {
        field.attname: getattr(thing, field.attname)
        for field in thing._meta.concrete_fields
        if field.name not in OF_EVERY_THING
    }
    if isinstance(thing, Action) and "state" in more:
        words["said"] = thing.said
    type(thing)._default_manager.create(
        register_id=entry.register_id,
        entry_id=entry.pk,
        risk_id=entry.risk_id,
        section=section,
        dated=clock.today(),
        given_by=given_by,
        **words,
        **more,
    )
