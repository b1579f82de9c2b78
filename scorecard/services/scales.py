"""The ordered scales of a trust: their names, their steps, and which of these are in use."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import Latest, fingerprint, last_hand
from probation_planning.organisation.models import Trust
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.services.settings import begin
from scorecard import targets
from scorecard.models import OrderedScale, Result, ScaleStep, Target, UnitShare

NEW = "new"
# Far above any place that a step has.
APART = 1000
MOST_STEPS = 50
BROUGHT: Mapping[str, tuple[targets.Step, ...]] = {
    "Stars": tuple(targets.Step(f"{number}★") for number in range(1, 6)),
    "Audit opinions": (
        targets.Step("R", "Red"),
        targets.Step("AR", "Amber/Red"),
        targets.Step("GA", "Green/Amber"),
        targets.Step("G", "Green"),
    ),
    "Levels": tuple(targets.Step(str(number)) for number in range(1, 5)),
}
IN_USE = "{} is named by a target or a result, and stays."


class Added(NamedTuple):
    """A step more: its code and name, and at which place from the lowest, from 1."""

    code: str
    name: str
    place: int


def slug_of(name: str) -> str:
    """How addresses write the scale's name."""
    return slugify(name)


def scale_of(trust: Trust, slug: str) -> OrderedScale | None:
    """The trust's scale of this name in addresses."""
    scales = OrderedScale.objects.filter(trust=trust)
    return next((scale for scale in scales if slug_of(scale.name) == slug), None)


def was_deleted(trust: Trust, slug: str) -> bool:
    """Whether the trust had a scale of this name in addresses, and has none now."""
    events: Any = apps.get_model("scorecard", "OrderedScaleEvent")
    names = events._default_manager.filter(trust=trust, pgh_label="delete").values_list("name", flat=True)
    return scale_of(trust, slug) is None and any(slug_of(name) == slug for name in names)


def steps_of(scale: OrderedScale) -> list[ScaleStep]:
    """Its steps, lowest first."""
    return list(ScaleStep.objects.filter(scale=scale).order_by("position"))


def scale_seen(scale: OrderedScale) -> int:
    """What a form of the scale was filled in beside."""
    return fingerprint(_said(scale, steps_of(scale)))


def named_steps(scale: OrderedScale) -> set[str]:
    """The codes that a target, a unit's share or a result names."""
    steps = [targets.Step(step.code, step.name) for step in steps_of(scale)]
    named = {targets.read(text, steps=steps).step for text in _texts(scale)}
    given = Result.objects.filter(measure__targets__scale=scale, value=None).values_list("step", flat=True)
    return (named | set(given)) & {step.code for step in steps}


def _texts(scale: OrderedScale) -> list[str]:
    """Targets and units' shares on the scale, as they are read."""
    texts = [row.text for row in Target.objects.filter(scale=scale).only("printed", "reading")]
    return [*texts, *UnitShare.objects.filter(sharing__target__scale=scale).values_list("printed", flat=True)]


def measures_on(scale: OrderedScale) -> list[str]:
    """The measures whose targets are steps of the scale, by name."""
    names = Target.objects.filter(scale=scale).values_list("measure__name", flat=True)
    return sorted(set(names))


@transaction.atomic
def add_scale(*, reader: Reader, name: str, steps: Sequence[targets.Step] = ()) -> OrderedScale:
    """A scale more. The same sent twice is one. Raises PermissionDenied and ValidationError by box."""
    begin(reader)
    there = OrderedScale.objects.filter(trust=reader.trust, name=name).first()
    if there and _said_steps(steps_of(there)) == [tuple(step) for step in steps]:
        return there
    _refuse_name(reader, name)
    scale = OrderedScale.objects.create(trust=reader.trust, name=name)
    for position, step in enumerate(steps, start=1):
        ScaleStep.objects.create(scale=scale, position=position, code=step.code, name=step.name)
    return scale


@transaction.atomic
def edit_scale(
    *,
    scale: OrderedScale,
    reader: Reader,
    name: str,
    names: Mapping[str, str],
    dropped: Collection[str] = (),
    added: Added | None = None,
    seen: int,
) -> OrderedScale:
    """Change the scale's name and its steps' names (by code), take steps away, and add one.

    Raises PermissionDenied, ValidationError by box (name, drop_<place>, code), Conflict with the scale as it is now.
    """
    begin(reader)
    current = OrderedScale.objects.select_for_update().get(pk=scale.pk)
    steps = steps_of(current)
    wanted = [(step.code, names.get(step.code, step.name)) for step in steps if step.code not in dropped]
    if added:
        place = added.place - sum(step.code in dropped for step in steps if step.position < added.place)
        wanted.insert(place - 1, (added.code, added.name))
    now = _said(current, steps)
    if now == {"name": name, "steps": wanted}:
        return current
    if seen != fingerprint(now):
        raise Conflict(_latest(current, now))
    if name != current.name:
        _refuse_name(reader, name, current)
    _refuse_steps(current, steps, dropped, added, wanted)
    if name != current.name:
        current.name = name
        current.save(update_fields=["name"])
    ScaleStep.objects.filter(scale=current, code__in=dropped).delete()
    _put_in_order(current, wanted)
    return current


@transaction.atomic
def delete_scale(*, scale: OrderedScale, reader: Reader) -> None:
    """Delete a scale that nothing names. Raises PermissionDenied and ValidationError."""
    begin(reader)
    current = OrderedScale.objects.select_for_update().get(pk=scale.pk)
    if on := measures_on(current):
        raise ValidationError(f"The scale stays: {'; '.join(on)} {'has' if len(on) == 1 else 'have'} a target on it.")
    current.delete()


def _said(scale: OrderedScale, steps: Sequence[ScaleStep]) -> dict[str, object]:
    return {"name": scale.name, "steps": _said_steps(steps)}


def _said_steps(steps: Sequence[ScaleStep]) -> list[tuple[str, str]]:
    return [(step.code, step.name) for step in steps]


def _latest(scale: OrderedScale, now: Mapping[str, object]) -> Latest:
    asked = (("OrderedScaleEvent", {"pgh_obj": scale.pk}), ("ScaleStepEvent", {"scale": scale.pk}))
    return Latest(now, *last_hand("scorecard", *asked))


def _refuse_name(reader: Reader, name: str, own: OrderedScale | None = None) -> None:
    slug = slug_of(name)
    if not slug or slug == NEW:
        raise ValidationError({"name": "Give the scale a name of letters or digits, other than “new”."})
    there = scale_of(reader.trust, slug)
    if there and there != own:
        raise ValidationError({"name": f"The trust has the scale “{there}” already. Choose another name."})


def _refuse_steps(
    scale: OrderedScale,
    steps: Sequence[ScaleStep],
    dropped: Collection[str],
    added: Added | None,
    wanted: Sequence[tuple[str, str]],
) -> None:
    named = named_steps(scale)
    faults: dict[str, str] = {
        f"drop_{step.position}": IN_USE.format(step.code)
        for step in steps
        if step.code in dropped and step.code in named
    }
    codes = [code for code, _ in wanted]
    if added and targets.find_step(added.code, [targets.Step(*step) for step in wanted if step[0] != added.code]):
        faults["code"] = "The scale has a step that is written so already. Choose another code."
    elif added and codes.count(added.code) > 1:
        faults["code"] = "The scale has this step already. Choose another code."
    elif len(codes) > MOST_STEPS:
        faults["code"] = f"A scale has at most {MOST_STEPS} steps."
    if faults:
        raise ValidationError({box: [sentence] for box, sentence in faults.items()})
    before, after = ([targets.Step(*each) for each in each_of] for each_of in (_said_steps(steps), wanted))
    for text in _texts(scale):
        if targets.read(text, steps=before).step != targets.read(text, steps=after).step:
            raise ValidationError(f"The target “{text}” would be read as another step. Leave the words that it names.")


def _put_in_order(scale: OrderedScale, wanted: Sequence[tuple[str, str]]) -> None:
    """Number the steps from the lowest; apart first, so that no two stand at one place meanwhile."""
    rows = {step.code: step for step in steps_of(scale)}
    if [row.code for row in rows.values()] != [code for code, _ in wanted]:
        ScaleStep.objects.filter(scale=scale).update(position=F("position") + APART)
        rows = {step.code: step for step in steps_of(scale)}
    for position, (code, name) in enumerate(wanted, start=1):
        row = rows.get(code)
        if row is None:
            ScaleStep.objects.create(scale=scale, position=position, code=code, name=name)
        elif (row.position, row.name) != (position, name):
            row.position, row.name = position, name
            row.save(update_fields=["position", "name"])
