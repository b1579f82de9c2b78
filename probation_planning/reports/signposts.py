"""Where else a person finds what is theirs to read or to do in a trust, by role."""

from typing import NamedTuple

from django.urls import reverse

from objectives.services.owning import count_unowned
from probation_planning.organisation.models import Role
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.models import Pack
from probation_planning.reports.work import Work
from risks.meeting import deciding_stage
from risks.models import Stage

COMMITTEES = frozenset({Role.SMT, Role.AUDIT})


class Signpost(NamedTuple):
    """A link with what it leads to."""

    label: str
    address: str
    says: str


ROOMS = (
    ("Year at a glance", "reports:year", None),
    ("Plan", "objectives:plan", Kind.PLAN),
    ("Risk register", "risks:risk_list", Kind.REGISTER),
    ("Scorecard", "scorecard:scorecard", Kind.SCORECARD),
    ("Reports", "reports:pack_list", Kind.PACK),
)


def rooms(work: Work) -> list[Signpost]:
    """The rooms of the year that the reader may enter."""
    if work.year is None:
        return []
    named = [work.reader.trust.slug, work.year.slug]
    entered = [(label, name) for label, name, kind in ROOMS if kind is None or may(work.reader, Act.READ, kind)]
    return [Signpost(label, reverse(name, args=named), "") for label, name in entered]


def signposts(work: Work) -> list[Signpost]:
    """What the reader's roles bring besides what their posts own."""
    return [
        *_progress(work),
        *_meeting(work),
        *_review(work),
        *_packs(work),
        *_setting_up(work),
        *_administration(work.reader),
    ]


def _progress(work: Work) -> list[Signpost]:
    review = work.opened.current if work.opened else None
    if work.year is None or review is None or not may(work.reader, Act.READ, Kind.PROGRESS):
        return []
    address = reverse("reports:progress", args=[work.reader.trust.slug, work.year.slug, review.slug])
    return [Signpost("Who has answered", address, f"and who has not, for {work.quarter} and the {review} review")]


def _meeting(work: Work) -> list[Signpost]:
    """The meetings that hold papers now, for those who record what they decide."""
    opened = work.opened
    if work.year is None or opened is None or not may(work.reader, Act.RECORD_MEETING, Kind.REGISTER):
        return []
    found = []
    for review in opened.begun:
        stage = deciding_stage(review)
        if stage and stage.state == Stage.State.ISSUED and set(stage.body.sections) <= set(opened.sections):
            address = reverse("risks:meeting", args=[work.reader.trust.slug, work.year.slug, review.slug])
            found.append(Signpost(f"Meeting of the {stage.body}", address, f"decides on the ratings of {review}"))
    return found


def _review(work: Work) -> list[Signpost]:
    review = work.opened.current if work.opened else None
    if work.year is None or work.opened is None or review is None or work.owns_anything:
        return []
    address = reverse("risks:risk_list", args=[work.reader.trust.slug, work.year.slug])
    if work.opened.is_open(review):
        return [Signpost(f"The register at {review}", address, "as it is being worked on: the review is open")]
    return [Signpost(f"The register at {review}", address, "the last review given to a committee")]


def _packs(work: Work) -> list[Signpost]:
    """The latest packs of the committees whose papers the reader is given; the auditor's are everybody's."""
    bodies = work.reader.roles & COMMITTEES
    if work.year is None or work.owns_anything or not (bodies or Role.AUDITOR in work.reader.roles):
        return []
    packs = Pack.objects.visible_to(work.reader).filter(year=work.year).with_withdrawal()
    packs = packs.select_related("body", "review").defer("data")
    if Role.AUDITOR not in work.reader.roles:
        packs = packs.filter(body__role__in=bodies)
    named = [work.reader.trust.slug, work.year.slug]
    return [
        Signpost(
            f"{pack.review} pack for the {pack.body}",
            reverse("reports:pack_detail", args=[*named, pack.uuid]),
            f"given on {pack.issued_on:%-d %B %Y}{_mark(pack)}",
        )
        for pack in packs[:3]
    ]


def _mark(pack: Pack) -> str:
    """What is to be known of a pack before it is opened."""
    if getattr(pack, "withdrawn_on", None):
        return ", since withdrawn"
    return ", recorded from paper" if pack.recorded_from_paper else ""


def _setting_up(work: Work) -> list[Signpost]:
    """Objectives that nobody owns, and the settings, for those who see to them."""
    reader, found = work.reader, []
    if work.year is not None and may(reader, Act.MANAGE, Kind.PLAN) and (many := count_unowned(reader, work.year)):
        address = reverse("objectives:unowned", args=[reader.trust.slug, work.year.slug])
        owns = "1 objective has no owner" if many == 1 else f"{many} objectives have no owner"
        found.append(Signpost("Objectives without an owner", address, owns))
    if may(reader, Act.MANAGE, Kind.ORGANISATION):
        address = reverse("organisation:settings", args=[reader.trust.slug])
        found.append(Signpost("Settings", address, "years, posts, groups and units"))
    return found


def _administration(reader: Reader) -> list[Signpost]:
    if Role.ADMINISTRATOR not in reader.roles:
        return []
    return [Signpost("Administration", reverse("admin:index"), "people, posts, bodies and years")]
