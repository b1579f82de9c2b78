"""Tables of the register as files: the risks, the action plan, forecasts, and what changed between two reviews."""

import datetime
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse

from probation_planning.organisation.downloads import download
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind
from probation_planning.ui.spreadsheets import Column, Part
from probation_planning.ui.words import band_word, movement
from risks.actions import ActionRow
from risks.changes import Lot
from risks.forecasts import RiskForecasts
from risks.lines import Rating, RiskLine
from risks.models import Action, Review
from risks.reading import OpenRegister
from risks.scoring import FactorsSource

REF = Column("ref", "Ref", "The risk’s reference in the register.", 8)
SECTION = Column("section", "Section", "The section of the register that the risk stands in.", 9)
DESCRIPTION = Column("description", "Risk", "What might happen.", 50)
REVIEW = Column("review", "Review", "The review at which all this stood.", 10)

REGISTER = (
    REF,
    SECTION,
    DESCRIPTION,
    Column("categories", "Categories", "What kinds of risk it is.", 18),
    Column("success", "Success", "What success looks like.", 40),
    Column("likelihood", "Likelihood", "From 1 to 5; empty where the score alone is known.", 11),
    Column("impact", "Impact", "From 1 to 5; empty where the score alone is known.", 9),
    Column("score", "Score", "Likelihood × impact, 1 to 25; empty where the risk is not assessed at the review.", 8),
    Column("band", "Band", "The band that the score falls in.", 9, is_band=True),
    Column("previous_score", "Score before", "The score at the last review at which the risk was assessed.", 9),
    Column("change", "Change", "How the score moved since, or what happened to the risk.", 16),
    Column("response", "Response", "What is done about the risk: treat, tolerate, transfer, terminate.", 14),
    Column("owners", "Owners", "Who answers for the risk.", 28),
    Column("comments", "Comments", "What was said with the rating.", 50),
    REVIEW,
    Column("factors_source", "Likelihood and impact are", "Recorded, worked out from the score, or not known.", 14),
)
ACTIONS = (
    REF,
    SECTION,
    DESCRIPTION,
    Column("action", "Action", "The action’s number within its risk.", 8),
    Column("what_will_be_done", "What will be done", "The action.", 50),
    Column("owner", "Owner", "Who will do it.", 28),
    Column("due", "Due", "The day by which it is to be done.", 13),
    Column("state", "State", "Open, done or dropped.", 12),
    Column("overdue", "Overdue", "Whether it is open after its day.", 9),
    Column("progress", "What happened", "What was said of it last, or why it was dropped.", 40),
    Column("last_written", "Last written", "The day on which that was said.", 13),
    REVIEW,
)
FORECASTS = (
    REF,
    SECTION,
    DESCRIPTION,
    Column("set_on", "Set on", "The day on which the target was set.", 13),
    Column("likelihood", "Likelihood", "What the likelihood was to come to.", 11),
    Column("impact", "Impact", "What the impact was to come to.", 9),
    Column("score", "To come to", "The score that the risk was to come to.", 9),
    Column("band", "Band", "The band of that score.", 9, is_band=True),
    Column("by", "By", "The day by which it was to come to that.", 13),
    Column(
        "outcome",
        "What became of it",
        "Met, missed by how much, moved by how many days, not rated, or not yet due.",
        28,
    ),
    Column("why", "Why it was set so", "The reason that was given.", 50),
)
CHANGED = (
    REF,
    SECTION,
    DESCRIPTION,
    Column("changed", "What changed", "A risk has a row for each way in which it changed.", 24),
    Column("what", "In words", "What is different now.", 36),
    Column("score_before", "Score before", "The score at the earlier review, or the last one known then.", 9),
    Column("band_before", "Band before", "The band of that score.", 9, is_band=True),
    Column("score", "Score", "The score at the later review, or the last one known.", 8),
    Column("band", "Band", "The band of that score.", 9, is_band=True),
    Column("why", "Why", "The reason that was given.", 50),
)


def register_rows(lines: Iterable[RiskLine], review: Review) -> Iterator[list[object]]:
    """Under `REGISTER` one row for each line; a risk not assessed at the review has no figures of its own."""
    for line in lines:
        rating = line.rating
        factors = rating.factors if rating else None
        yield [
            line.reference,
            line.section,
            line.title,
            line.categories,
            line.success,
            factors.likelihood if factors else None,
            factors.impact if factors else None,
            *_in_figures(rating),
            line.previous.score if line.previous else None,
            movement(line.change).words,
            line.responses,
            line.owners,
            line.comments,
            review.label,
            (rating.source if rating else FactorsSource.NONE).value,
        ]


def action_columns(*, with_sections: bool) -> tuple[Column, ...]:
    """The columns of the action plan; the section for those alone who see something of both."""
    return tuple(column for column in ACTIONS if with_sections or column is not SECTION)


def action_rows(lines: Iterable[ActionRow], review: Review, *, with_sections: bool) -> Iterator[list[object]]:
    """Under `action_columns` one row for each action."""
    for line in lines:
        section = [line.section] if with_sections else []
        yield [
            line.reference,
            *section,
            line.title,
            line.number,
            line.text,
            line.owner,
            line.due_on,
            Action.State(line.state).label,
            "yes" if line.is_overdue else "no",
            line.progress,
            line.dated,
            review.label,
        ]


def forecast_rows(risks: Iterable[RiskForecasts]) -> Iterator[list[object]]:
    """Under `FORECASTS` one row for each target."""
    for risk in risks:
        for one in risk.forecasts:
            yield [
                *_of(risk.line),
                one.dated,
                *(one.aim.factors or (None, None)),
                *_in_figures(one.aim),
                one.by_when,
                one.outcome.words,
                one.reason,
            ]


def changed_rows(lots: Iterable[Lot]) -> Iterator[list[object]]:
    """Under `CHANGED` one row for each way in which a risk changed."""
    for lot in lots:
        for one in lot.changed:
            what = movement(one.change).words if one.change else one.what
            then = one.then if one.change else None
            yield [*_of(one.line), lot.heading, what, *_in_figures(then), *_in_figures(one.now), one.why]


def _of(line: RiskLine) -> list[object]:
    return [line.reference, line.section, line.title]


def _in_figures(rating: Rating | None) -> list[object]:
    """A score and the word of its band."""
    return [rating.score, band_word(rating.band)] if rating else [None, None]


def register_file(
    request: ReaderRequest,
    ending: str,
    opened: OpenRegister | None,
    review: Review | None,
    *,
    name: str,
    things: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]] = (),
    title: str = "",
    narrowed: str = "",
    holds_section_two: bool = False,
    since: Review | None = None,
    day: datetime.date | None = None,
) -> HttpResponse:
    """A table of the register at a review as a file; of no rows where there is no review to read.

    `holds_section_two`: whether a row of it is of section 2, which its key says then. `day`: as at which, today
    if none.
    """
    about = [("Register", opened.register.title)] if opened else []
    about += [("Review", review.label)] if review else []
    about += [("Since", since.label)] if since else []
    return download(
        request,
        ending,
        name=name,
        at=review.slug if review else "",
        title=f"{title or things}{f' at {review}' if review else ''}",
        things=things,
        open_to=(Act.READ_WORKING if request.reader.working_roles else Act.READ, Kind.REGISTER),
        warning=for_few(opened) if opened and holds_section_two else "",
        columns=columns,
        rows=rows,
        about=about,
        narrowed=narrowed,
        parts=_key(opened, review) if opened and review else (),
        day=day,
    )


def for_few(opened: OpenRegister) -> str:
    """What is said of a file with risks of section 2 in it."""
    return f"Risks of section 2 in it ({opened.register.section_two_title}) are only for those who may read that."


def _key(opened: OpenRegister, review: Review) -> list[Part]:
    """What bands and levels mean at the review."""
    bands = [(band_word(one.band), f"A score of {one.lowest} to {one.highest}.") for one in opened.key(review)]
    levels = [
        Part(
            f"What each level of {name.lower()} means",
            [
                (f"{score} {level.name}", " ".join(f"{words}." for words in (level.range, level.criteria) if words))
                for score, level in words_of
            ],
        )
        for name, words_of in opened.scales(review)
    ]
    return [*([Part("What each band spans", bands)] if bands else []), *levels]
