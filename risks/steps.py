"""Where a review stands with each body, and the steps that can be taken next; the database checks each again."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from probation_planning.organisation.models import Body
from probation_planning.organisation.roles import Act, Kind, may
from risks.frames import Frame
from risks.models import Phase, Review, Stage, StageAct
from risks.reading import OpenRegister, is_begun

Step = StageAct.Kind
State = Stage.State

NEXT: dict[State, tuple[Step, ...]] = {
    State.OPEN: (Step.ISSUED, Step.SKIPPED),
    State.ISSUED: (Step.MET, Step.WITHDRAWN),
    State.MET: (Step.CLOSED,),
    State.CLOSED: (),
    State.WITHDRAWN: (Step.ISSUED, Step.SKIPPED),
    State.SKIPPED: (Step.RESUMED,),
}
# Nothing more comes of a review with a body that was skipped, or has closed it.
OVER_WITH = frozenset({State.CLOSED, State.SKIPPED})
CANNOT = {
    Step.ISSUED: "Papers cannot be issued yet.",
    Step.SKIPPED: "It cannot be skipped yet.",
    Step.WITHDRAWN: "Its papers cannot be withdrawn.",
    Step.RESUMED: "It cannot be taken in again.",
}
NOT_THROUGH = "{} is not through with the {}: issue it or skip it first."
STILL_RATED = "{} is still being rated: issue its papers and record their meeting, or skip it, first."
RELIED_ON = (
    "{} is with a committee or closed, and is measured against these ratings. Take it back first, or put a rating "
    "right by a correction."
)
RELIED_ON_BY_ANOTHER = "Another body has been given papers with these ratings."
OF_SECTION_TWO = "This body reads section 2, which you may not read."


class SectionStage(NamedTuple):
    """A section of the register with one body: how far it has come, and the stage, if anything was done yet."""

    section: int
    state: State
    stage: Stage | None


@dataclass(frozen=True)
class BodyLine:
    """A body at a review: its sections that the reader follows, what the reader may do next, and what hinders that."""

    body: Body
    sections: tuple[SectionStage, ...]
    steps: tuple[Step, ...]
    obstacles: dict[Step, str]

    @property
    def obstacle(self) -> str:
        """Why papers cannot be issued yet; empty where they can."""
        return self.obstacles.get(Step.ISSUED, "")

    @property
    def hindered(self) -> list[str]:
        """Each step that cannot be taken, and why."""
        return [f"{CANNOT[step]} {says}" for step, says in self.obstacles.items()]


def lines_of(opened: OpenRegister, bodies: Sequence[Body], review: Review) -> list[BodyLine]:
    """Every body that reads a section which the reader follows, in its order."""
    return [
        BodyLine(
            body,
            tuple(_of_section(review, body, part) for part in body.sections if part in opened.sections),
            steps := steps_of(opened, review, body),
            {step: says for step in steps if (says := obstacle_to(step, opened, bodies, review, body))},
        )
        for body in bodies
        if set(body.sections) & set(opened.sections)
    ]


def _of_section(review: Review, body: Body, section: int) -> SectionStage:
    found = next((one for one in review.stages.all() if (one.body_id, one.section) == (body.pk, section)), None)
    return SectionStage(section, State(found.state) if found else State.OPEN, found)


def state_of(review: Review, body: Body) -> State:
    """How far the review has come with the body; its sections move together."""
    return next((State(stage.state) for stage in review.stages.all() if stage.body_id == body.pk), State.OPEN)


def steps_of(opened: OpenRegister, review: Review, body: Body) -> tuple[Step, ...]:
    """What the reader may do next."""
    return tuple(step for step in NEXT[state_of(review, body)] if not refusal_of(opened, body, step))


def refusal_of(opened: OpenRegister, body: Body, step: Step) -> str:
    """Why the step is not the reader's to take, whenever; empty where it is."""
    if step is Step.MET and body.decides:
        if not may(opened.reader, Act.RECORD_MEETING, Kind.REGISTER):
            return "Only the performance officer and members of the body record its meeting."
    elif not may(opened.reader, Act.ISSUE, Kind.REGISTER):
        return "Only the performance officer issues papers and records what became of them."
    return "" if set(body.sections) <= set(opened.sections) else OF_SECTION_TWO


def obstacle_to(step: Step, opened: OpenRegister, bodies: Iterable[Body], review: Review, body: Body) -> str:
    """Why the step cannot be taken yet, or not any more, whatever it needs besides; empty where it can."""
    match step:
        case Step.ISSUED:
            return obstacle_to_issue(opened, bodies, review, body)
        case Step.SKIPPED:
            closed = _would_close(bodies, review, body) if review.opened_on else ()
            return _not_in_turn(opened.frame, review, closed)
        case Step.WITHDRAWN | Step.RESUMED:
            if later := overtaken_by(opened.frame, review.month, _closed_by(review, body)):
                return RELIED_ON.format(later)
            if _is_relied_on(review, body):
                return RELIED_ON_BY_ANOTHER
            return _meeting_begun(opened, review, body) if step is Step.WITHDRAWN and body.decides else ""
        case _:
            return ""


def overtaken_by(frame: Frame, month: datetime.date, sections: Collection[int]) -> Review | None:
    """The first review after the month of which one of the sections is with a committee, or closed.

    One at which a body is left out before it is opened holds nothing that could move. In SQL `risks_overtaken_by`.
    """
    given = {Phase.PAPERS, Phase.CLOSED}
    later = (review for review in frame.reviews if review.month > month and is_begun(review))
    return next((review for review in later if any(review.phase(part) in given for part in sections)), None)


def _is_relied_on(review: Review, body: Body) -> bool:
    """Whether another body holds, or held, papers with ratings that this one closed."""
    stages = list(review.stages.all())
    closed = {stage.section for stage in stages if stage.body_id == body.pk and stage.ratings_closed_on}
    given = {State.ISSUED, State.MET, State.CLOSED}
    return any(one.body_id != body.pk and one.section in closed and one.state in given for one in stages)


def _meeting_begun(opened: OpenRegister, review: Review, body: Body) -> str:
    """How much the body has decided on its papers already, in a sentence."""
    rows = opened.standings(review).filter(section__in=body.sections)
    many = rows.exclude(decision="").count()
    minuted = "1 decision is" if many == 1 else f"{many} decisions are"
    return f"The meeting has begun: {minuted} minuted. Clear them first." if many else ""


def _not_in_turn(frame: Frame, review: Review, sections: Collection[int]) -> str:
    """Which review before is still being rated in one of the sections, in a sentence."""
    for earlier in frame.reviews:
        is_before = earlier.month < review.month and earlier.opened_on
        if is_before and any(earlier.phase(part) is not Phase.CLOSED for part in sections):
            return STILL_RATED.format(earlier)
    return ""


def obstacle_to_issue(opened: OpenRegister, bodies: Iterable[Body], review: Review, body: Body) -> str:
    """Why papers cannot be issued to the body yet, whatever the gate says; empty where they can."""
    if review.opened_on is None:
        return f"{review} is not open yet."
    decider = decider_of(bodies)
    for part in body.sections:
        phase = review.phase(part)
        if body.decides and phase is not Phase.OPEN:
            return f"The ratings of section {part} of {review} are closed."
        if decider and not body.decides and part in decider.sections and phase is not Phase.CLOSED:
            return (
                f"Section {part} of {review} is still being rated: record the meeting of the {decider}, "
                "or skip it with a reason."
            )
    for earlier in opened.frame.reviews:
        is_before = earlier.month < review.month and earlier.opened_on
        if is_before and state_of(earlier, body) in {State.OPEN, State.WITHDRAWN}:
            return NOT_THROUGH.format(earlier, body)
    return _not_in_turn(opened.frame, review, body.sections)


def is_through(review: Review, section: int) -> bool:
    """Whether the section's ratings are closed and a body has ended the review, or one that only reads has its papers.

    Until then what is missing of a risk stops papers.
    """
    if review.phase(section) is not Phase.CLOSED:
        return False
    stages = (stage for stage in review.stages.all() if stage.section == section)
    waits = {State.OPEN, State.WITHDRAWN}
    return any(stage.state == State.CLOSED or (not stage.body.decides and stage.state not in waits) for stage in stages)


def how_it_stands(review: Review, body: Body) -> str:
    """How far the review has come with the body, as a sentence."""
    stage = next((one for one in review.stages.all() if one.body_id == body.pk), None)
    if stage is None:
        return f"No papers for {review} were issued to the {body} yet."
    on = {
        State.ISSUED: ("The papers for {review} were issued to the {body}", stage.issued_on),
        State.MET: ("The {body} met", stage.met_on),
        State.CLOSED: ("{review} was closed with the {body}", stage.closed_on),
        State.WITHDRAWN: ("The papers for {review} were withdrawn from the {body}", stage.withdrawn_on),
        State.SKIPPED: ("The {body} was skipped for {review}", stage.skipped_on),
    }
    if State(stage.state) not in on:
        return f"No papers for {review} were issued to the {body} yet."
    says, day = on[State(stage.state)]
    return f"{says.format(review=review, body=body)} on {day:%-d %B %Y}."


def decider_of(bodies: Iterable[Body]) -> Body | None:
    """The body that decides on ratings, if there is one."""
    return next((body for body in bodies if body.decides), None)


def consequence(bodies: Iterable[Body], review: Review, body: Body, step: Step) -> str:
    """What taking the step brings with it, in sentences."""
    reopened = _sections(_closed_by(review, body))
    match step:
        case Step.WITHDRAWN:
            said = f"The papers for {review} are taken back from the {body}; the pack is kept, marked withdrawn."
            if reopened:
                said += f" This reopens {reopened} of {review}: owners can rate again, and each risk takes the words, "
                said += "owners and response it has now."
            return said if reopened else f"{said} No rating changes by it."
        case Step.SKIPPED:
            closed = _sections(_would_close(bodies, review, body))
            said = f"The {body} is given no papers for {review}."
            return f"{said} This closes {closed} of {review}: its ratings stay as they are now." if closed else said
        case Step.RESUMED:
            said = f"The {body} can be given papers for {review} again."
            return f"{said} This reopens {reopened} of {review}: owners can rate again." if reopened else said
        case Step.MET:
            said = "From then on the papers cannot be withdrawn."
            return f"{said} This closes {_sections(body.sections)} of {review}." if body.decides else said
        case Step.CLOSED:
            return (
                f"This ends {review} with the {body}. Nothing of it can be changed afterwards; a rating that was wrong "
                "is put right by a correction."
            )
        case _:
            return ""


def _closed_by(review: Review, body: Body) -> list[int]:
    """Sections whose ratings are closed, or held, by where the review stands with this body."""
    held = body.decides and state_of(review, body) is State.ISSUED
    own = (stage for stage in review.stages.all() if stage.body_id == body.pk)
    return sorted(stage.section for stage in own if held or stage.ratings_closed_on)


def _would_close(bodies: Iterable[Body], review: Review, body: Body) -> list[int]:
    """Sections whose ratings end with this body, where they have not ended yet."""
    decider = decider_of(bodies)
    ends = (part for part in body.sections if body.decides or decider is None or part not in decider.sections)
    return [part for part in ends if review.phase(part) is not Phase.CLOSED]


def _sections(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    return f"section{'s' if len(numbers) > 1 else ''} {' and '.join(map(str, numbers))}"
