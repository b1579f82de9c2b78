"""What frames a register, seldom changed: its reviews, scales and key. Workers keep it until the stamp moves."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.db.models import F, Prefetch

from risks.models import BandKey, Phase, Register, Review, ScaleLevel, Stage
from risks.scoring import Thresholds

_from_the_start = F("starts_at__month").asc(nulls_first=True)


class LevelWords(NamedTuple):
    """What one level of a scale says."""

    name: str
    code: str
    range: str
    criteria: str


@dataclass(frozen=True, eq=False)
class Frame:
    """Shared by every reader of the register, whoever asks: look at it, never change it.

    `reviews` are all of them, oldest first, each with its stages and their bodies; `levels` and `keys` stand in the
    order in which they hold.
    """

    reviews: tuple[Review, ...]
    levels: tuple[ScaleLevel, ...]
    keys: tuple[BandKey, ...]

    @cached_property
    def labels(self) -> dict[int, str]:
        """The label of each review."""
        return {review.pk: review.label for review in self.reviews}

    def in_preparation(self, section: int) -> list[Review]:
        """Reviews that are neither closed nor passed over: at the first where a risk stands, ratings between are filed.

        In SQL `risks_next_review_of`.
        """
        last_opened = max((review.month for review in self.reviews if review.opened_on), default=None)
        found = []
        for review in self.reviews:
            phase = review.phase(section)
            passed_over = phase is Phase.UNOPENED and last_opened is not None and review.month < last_opened
            if phase is not Phase.CLOSED and not passed_over:
                found.append(review)
        return found

    def to_come(self, section: int) -> list[Review]:
        """Those of them whose papers are not out: what is written now shows at the first where the risk stands."""
        return [review for review in self.in_preparation(section) if review.phase(section) is not Phase.PAPERS]

    def thresholds(self, review: Review) -> Thresholds | None:
        """The band key that holds at the review; none while the register has no key."""
        held = [key for key in self.keys if key.starts_at is None or key.starts_at.month <= review.month]
        return held[-1].thresholds if held else None

    def scale(self, kind: ScaleLevel.Kind, review: Review) -> dict[int, ScaleLevel]:
        """The levels of one scale that hold at the review, from 1 to 5."""
        held = (
            level
            for level in self.levels
            if level.kind == kind and (level.starts_at is None or level.starts_at.month <= review.month)
        )
        return {level.score: level for level in held}

    @staticmethod
    def words_of(levels: Mapping[int, ScaleLevel]) -> tuple[tuple[int, LevelWords], ...]:
        """What each level of a scale says, by its score."""
        return tuple((score, LevelWords(one.name, one.code, one.range, one.criteria)) for score, one in levels.items())


def frame_of(register: Register) -> Frame:
    """The register's frame as it was when the register was read, or newer."""
    return _frame(register.pk, register.stamp)


@lru_cache(maxsize=64)
def _frame(register: int, stamp: uuid.UUID) -> Frame:
    stages = Prefetch("stages", Stage.objects.select_related("body"))
    reviews = Review.objects.filter(register=register).prefetch_related(stages).order_by("month")
    levels = ScaleLevel.objects.filter(register=register).select_related("starts_at")
    keys = BandKey.objects.filter(register=register).select_related("starts_at")
    return Frame(
        tuple(reviews), tuple(levels.order_by(_from_the_start, "score")), tuple(keys.order_by(_from_the_start))
    )
