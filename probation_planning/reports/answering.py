"""Saving what was typed on "my work": each answer by itself, so that a faulty one keeps none of the others back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone

from objectives.models import Status
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.refusals import sentence_of
from probation_planning.organisation.roles import Reader
from probation_planning.reports.asks import Ask, ObjectiveAsk, key_of, take_faults
from probation_planning.reports.forms.work import SENTENCE, SameForm, drawn
from probation_planning.reports.work import Work
from probation_planning.ui.forms import HouseForm

# Names of what is sent besides the boxes: what is ticked, which is confirmed, and which button was pressed.
SAME, CONFIRM, BUTTON = "same", "confirm", "save"
# So many are answered on the page at once, with so many boxes among them: with those that nobody sees a form has 1,000
# at most. The rest follow once these are answered.
ROOM, BOXES = 60, 700

BOTH = "You ticked “no change” and typed an answer too. Take the tick away, or empty the boxes."
NOT_ON_TRACK = "It cannot be confirmed any more: look at what is said of it now, and answer it."
ANOTHER = "You chose another status in its boxes. Save that, or empty them and confirm again."
NOTHING_TO_KEEP = "Nothing is known that could stay as it was. Answer it in its boxes."
GONE = "This is not yours to answer any more."
NOTHING_TICKED = "Tick what has not changed, or empty this box."


@dataclass
class Answered:
    """What became of all that was sent.

    `saved`: keys of what is saved; `faulty`: the form of what is not, by its key; `stale`: what somebody else answered
    meanwhile, in words, with what has been seen now; `same`: the one sentence, where it is faulty; `not_same`: keys of
    what is ticked and cannot stay as it was; `left`: all that is typed and not saved.
    """

    saved: list[str] = field(default_factory=list)
    faulty: dict[str, HouseForm] = field(default_factory=dict)
    stale: dict[str, tuple[str, int]] = field(default_factory=dict)
    same: SameForm | None = None
    not_same: set[str] = field(default_factory=set)
    left: QueryDict = field(default_factory=lambda: QueryDict(mutable=True))

    @property
    def is_whole(self) -> bool:
        """Whether nothing stands in the way of anything that was to be saved."""
        return not self.faulty and self.same is None


def answer(work: Work, typed: QueryDict) -> Answered:
    """Save what was typed and ticked, or only what the pressed button is about; what is empty is left alone."""
    answered = Answered()
    asks = {item.ask.key: item.ask for item in work.items if item.ask}
    confirmable = {item.ask.key for item in work.items if item.ask and item.is_confirmable}
    written = {key for key, ask in asks.items() if ask.said(typed)}
    ticked = [key for key in typed.getlist(SAME) if key in asks]
    sentence = SameForm(typed)
    sent: dict[str, HouseForm] = {}
    if CONFIRM in typed:
        if (key := typed[CONFIRM]) in asks:
            sent[key] = _confirmation(asks[key], typed, is_on_track=key in confirmable)
    else:
        if typed.get(BUTTON) != SAME:
            sent = {key: asks[key].form(typed) for key in written - set(ticked)}
        sent |= _unchanged(answered, sentence, {key: asks[key] for key in ticked}, written, typed)
    # One order for everybody, so that nobody waits for somebody who waits for them.
    for key in sorted(sent, key=lambda key: (asks[key].kind, asks[key].place)):
        _save(work.reader, asks[key], sent[key], answered)
    _keep_rest(answered, typed, set(sent), _boxes_of(work))
    return answered


def _confirmation(ask: Ask, typed: QueryDict, *, is_on_track: bool) -> HouseForm:
    """On track, the first time a quarter, with a comment only where one was typed."""
    said = ask.said(typed)
    is_other = said.get("status", Status.ON_TRACK) != Status.ON_TRACK
    form = ask.form(typed if is_other else _data(ask, said | {"status": Status.ON_TRACK.value}, typed))
    if form.is_valid() and (is_other or not is_on_track):
        form.add_error(None, ANOTHER if is_other else NOT_ON_TRACK)
    return form


def _unchanged(
    answered: Answered, sentence: SameForm, ticked: Mapping[str, Ask], written: set[str], typed: QueryDict
) -> dict[str, HouseForm]:
    """The forms of what is ticked, filled in with what stays and the one sentence."""
    is_said = sentence.is_valid() and sentence.cleaned_data[SENTENCE]
    if ticked and sentence.is_valid() and not is_said:
        sentence.add_error(SENTENCE, sentence.fields[SENTENCE].error_messages["required"])
    elif is_said and not typed.getlist(SAME):
        sentence.add_error(SENTENCE, NOTHING_TICKED)
    if sentence.errors:
        answered.same = sentence
        return {}
    forms = {}
    for key, ask in ticked.items():
        stays = ask.unchanged(sentence.cleaned_data[SENTENCE])
        forms[key] = ask.form(typed if key in written or stays is None else _data(ask, stays, typed))
        forms[key].full_clean()
        if key in written or stays is None:
            forms[key].add_error(None, BOTH if key in written else NOTHING_TO_KEEP)
            answered.not_same.add(key)
    return forms


def _data(ask: Ask, said: Mapping[str, str], typed: QueryDict) -> QueryDict:
    """What the thing's boxes would have sent, had this been typed into them."""
    data = QueryDict(mutable=True)
    data.update({f"{ask.key}-{name}": value for name, value in said.items()})
    data[f"{ask.key}-seen"] = typed.get(f"{ask.key}-seen", "")
    return data


def _save(reader: Reader, ask: Ask, form: HouseForm, answered: Answered) -> None:
    """Save one answer, or say at its boxes what stands in the way."""
    if form.is_valid():
        try:
            with transaction.atomic():
                ask.save(reader, form)
        except Conflict as conflict:
            answered.stale[ask.key] = _meanwhile(reader, conflict.latest), ask.seen_now(conflict.latest)
        except PermissionDenied as refused:
            form.add_error(None, str(refused))
        except ValidationError as wrong:
            take_faults(form, wrong)
        except ObjectDoesNotExist:
            form.add_error(None, GONE)
        except IntegrityError as broken:
            if not (says := sentence_of(broken)):
                raise
            form.add_error(None, says)
        else:
            answered.saved.append(ask.key)
            return
    answered.faulty[ask.key] = form


def _meanwhile(reader: Reader, latest: Any) -> str:
    """Who answered meanwhile, and what to do about it."""
    then = "Yours is not saved yet: look at both, then save again to put it after, or empty the boxes."
    if latest is None:
        return f"What you answered has changed since you opened this page. {then}"
    at = timezone.localtime(latest.given_at)
    who = "You" if latest.given_by_id == reader.user.pk else latest.given_by
    return f"{who} answered on {at:%-d %B %Y at %H:%M}, after you opened this page. {then}"


def _keep_rest(answered: Answered, typed: QueryDict, sent: set[str], boxes: set[str]) -> None:
    """Gather what is typed and not saved; `boxes`: the names of those that are asked still."""
    for name in typed:
        key = key_of(name)
        if key and (name not in boxes or (key not in answered.saved and key not in answered.faulty)):
            answered.left.setlist(name, typed.getlist(name))
    for key, form in answered.faulty.items():
        answered.left.update({name: value for name, value in form.data.items() if key_of(name) == key})
    ticked = [key for key in typed.getlist(SAME) if key not in sent or key in answered.not_same]
    if ticked:
        answered.left.setlist(SAME, ticked)
    if ticked or answered.same or CONFIRM in typed:
        answered.left[SENTENCE] = typed.get(SENTENCE, "")


def says_anything(typed: QueryDict) -> bool:
    """Whether anything was typed or ticked."""
    return bool(typed.getlist(SAME)) or any(
        value.strip() for name in typed if name == SENTENCE or key_of(name) for value in typed.getlist(name)
    )


def homeless(work: Work, typed: QueryDict) -> list[str]:
    """Words typed for what is not the reader's, or is asked no longer; of what they were for nothing is told."""
    boxes = _boxes_of(work)
    lost = [name for name in typed if key_of(name) and name not in boxes]
    return [value for name in lost for value in typed.getlist(name) if value.strip()]


def _boxes_of(work: Work) -> set[str]:
    """The names of all boxes of what is the reader's."""
    return {f"{item.ask.key}-{word}" for item in work.items if item.ask for word in item.ask.words}


def give_boxes(work: Work, typed: QueryDict, answered: Answered, *, open_all: bool = False) -> int:
    """Give boxes to all that words stand for, and to what waits, as the page has room; says how many more wait."""
    room, boxes, more, ticked = ROOM, BOXES, 0, set(typed.getlist(SAME))
    blank = []
    for item in work.items:
        ask = item.ask
        if ask is None:
            continue
        item.is_ticked = ask.key in ticked and item.may_stay
        form = _form_again(ask, answered)
        said = {} if form or not typed else ask.said(typed)
        if said and not item.waits and isinstance(ask, ObjectiveAsk) and _stands(ask, item.words, said):
            said = {}
        if form or said:
            item.boxes = drawn(form or ask.form(said=said), ask.key, is_open=True, is_blank=False)
            room, boxes = room - 1, boxes - len(ask.words)
        elif item.waits or ask.early:
            blank.append((item, ask))
    for item, ask in sorted(blank, key=lambda one: not one[0].waits):
        if room < 1 or boxes < len(ask.words):
            more += item.waits
            continue
        item.boxes = ask.blank(is_open=open_all)
        room, boxes = room - 1, boxes - len(ask.words)
    return more


def _form_again(ask: Ask, answered: Answered) -> HouseForm | None:
    """The faulty form; one that was filled in beside an older answer is laid beside the one that stands now."""
    form = answered.faulty.get(ask.key)
    if form is None or ask.key not in answered.stale:
        return form
    says, seen = answered.stale[ask.key]
    data = cast(QueryDict, form.data).copy()
    data[f"{ask.key}-seen"] = str(seen)
    again = ask.form(data)
    again.full_clean()
    again.add_error(None, says)
    return again


def _stands(ask: ObjectiveAsk, words: str, said: Mapping[str, str]) -> bool:
    """Whether what was typed is what is said of it already: it was saved on another page."""
    is_all = said.keys() <= {"status", "comment"}
    return is_all and said.get("status") == ask.last and said.get("comment", "").strip() == words
