"""A trust-wide target shared out to units, and the trust's result made from theirs: plain figures, no database.

Figures that add up (completions, starts) are shared out and summed. Percentages and averages are not: each unit has its
own, and the trust's is made from all the units' parts. Source: domain.md, "The balanced scorecard"; Merseyside prints
six targets that "will be distributed amongst the OM LDUs" (L506).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from scorecard.accumulation import Accumulation, Reported, has_parts, summed_parts
from scorecard.targets import PERCENT, Takes, Target, figure_words


class Sharing(StrEnum):
    """How units' shares stand against the whole."""

    AGREES = "agrees"
    SHORT = "short"
    OVER = "over"
    NOT_SUMMED = "not_summed"
    NONE = "none"


@dataclass(frozen=True)
class Shares:
    """Shares against the whole. `remainder` is what is not shared out, below nought for too much of it.

    `without` names the units that have no share, `unread` those whose share is no figure.
    """

    state: Sharing
    total: Decimal | None = None
    remainder: Decimal | None = None
    without: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    sentence: str = ""

    @property
    def wants_reason(self) -> bool:
        """Whether somebody should say why the shares are not the whole."""
        return self.state in {Sharing.SHORT, Sharing.OVER}


class Gathering(StrEnum):
    """How units' results make the trust's."""

    SUM = "sum"
    RATE = "rate"
    NOT_MADE = "not_made"


@dataclass(frozen=True)
class Gathered:
    """The trust's result from its units': None where it cannot be made; `missing` names units without a result."""

    gathering: Gathering
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing: tuple[str, ...] = ()
    sentence: str = ""


def adds_up(whole: Target, accumulation: Accumulation | None) -> bool:
    """Whether units' figures sum to the trust's: never percentages, and no rates."""
    return whole.number is not None and whole.unit != PERCENT and accumulation is not Accumulation.RATE


def compare_shares(
    whole: Target, shares: Mapping[str, Target | None], accumulation: Accumulation | None = Accumulation.SUM
) -> Shares:
    """The shares of units, by their names, against the whole; None for a unit that has none."""
    without = tuple(unit for unit, share in shares.items() if share is None or not share.printed.strip())
    given = {unit: share for unit, share in shares.items() if unit not in without and share is not None}
    if not given:
        return Shares(Sharing.NONE, without=without, sentence="Nothing is shared out.")
    if whole.number is None or not adds_up(whole, accumulation):
        return Shares(Sharing.NOT_SUMMED, without=without, sentence=_not_summed(whole, given))
    figures = {unit: share.number for unit, share in given.items() if share.number is not None}
    unread = tuple(unit for unit in given if unit not in figures)
    total = sum(figures.values(), Decimal(0))
    remainder = whole.number - total
    state = Sharing.AGREES if not remainder else Sharing.SHORT if remainder > 0 else Sharing.OVER
    return Shares(state, total, remainder, without, unread, _against(whole, total, remainder, without, unread))


def split(whole: Decimal, weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """A whole number shared out by weight in whole numbers that add up to it, a proposal to be changed.

    Equal weights share evenly; what is left over goes to the largest remainders, and among equals to the first named.
    Raises ValueError for a whole that is no whole number or below nought, and for weights that do not weigh.
    """
    total = sum(weights.values(), Decimal(0))
    if whole < 0 or whole != whole.to_integral_value():
        raise ValueError("Only a whole number can be shared out in whole numbers.")
    if total <= 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("Give weights of nought or more, one at least above nought.")
    exact = {unit: divmod(whole * weight, total) for unit, weight in weights.items()}
    parts = {unit: floor for unit, (floor, _) in exact.items()}
    left = int(whole - sum(parts.values(), Decimal(0)))
    for unit in sorted(exact, key=lambda unit: -exact[unit][1])[:left]:
        parts[unit] += 1
    return parts


def gathering_of(target: Target, accumulation: Accumulation | None) -> Gathering:
    """How the trust's result of a measure is made from its units': a sum, a weighted rate, or not at all."""
    if target.takes is not Takes.FIGURE:
        return Gathering.NOT_MADE
    if target.unit == PERCENT or accumulation is Accumulation.RATE:
        return Gathering.RATE
    return Gathering.SUM if accumulation is Accumulation.SUM else Gathering.NOT_MADE


def gather(
    target: Target, results: Mapping[str, Reported | None], accumulation: Accumulation | None = Accumulation.SUM
) -> Gathered:
    """The trust's result for a period from its units', by their names; None for a unit without one.

    It is made from those that are there; `missing` and the sentence say which are not.
    """
    gathering = gathering_of(target, accumulation)
    missing = tuple(unit for unit, result in results.items() if result is None)
    given = {unit: result for unit, result in results.items() if result is not None}
    if gathering is Gathering.NOT_MADE:
        return Gathered(gathering, missing=missing, sentence="The trust’s result is not made from the units’.")
    lacking = f"{_names(missing)} {'has' if len(missing) == 1 else 'have'} no result." if missing else ""
    if not given:
        return Gathered(gathering, missing=missing, sentence=lacking)
    if gathering is Gathering.RATE:
        return _weighted(target, given, missing, lacking)
    figures = {unit: each.value for unit, each in given.items() if isinstance(each.value, Decimal)}
    if len(figures) < len(given):
        odd = _names([unit for unit in given if unit not in figures])
        return Gathered(gathering, missing=missing, sentence=f"Not a figure: {odd}.")
    return Gathered(gathering, sum(figures.values(), Decimal(0)), missing=missing, sentence=lacking)


def _weighted(target: Target, given: Mapping[str, Reported], missing: tuple[str, ...], lacking: str) -> Gathered:
    without_parts = [unit for unit, result in given.items() if not has_parts([result])]
    if without_parts:
        sentence = f"{_names(without_parts)} gave no parts, and percentages alone do not make the trust’s."
        return Gathered(Gathering.RATE, missing=missing, sentence=f"{sentence} {lacking}".strip())
    above, below = summed_parts(list(given.values()))
    return Gathered(Gathering.RATE, target.from_parts(above, below), above, below, missing, lacking)


def _not_summed(whole: Target, given: Mapping[str, Target]) -> str:
    """What can be said of shares that do not add up by their nature."""
    same = [unit for unit, share in given.items() if share.number == whole.number]
    if whole.number is not None and len(same) == len(given):
        return f"Each unit has the whole target, {whole.figure(whole.number)}."
    if whole.takes is not Takes.FIGURE:
        return "These do not add up to the whole: each unit is rated against its own share."
    return "These do not add up to the whole: the trust’s result is made from the units’ parts."


def _against(whole: Target, total: Decimal, remainder: Decimal, without: Sequence[str], unread: Sequence[str]) -> str:
    shared = f"The shares come to {figure_words(total)} of {whole.figure(whole.number or Decimal(0))}"
    left = f"{figure_words(remainder)} left" if remainder > 0 else f"{figure_words(-remainder)} too many"
    said = [f"{shared}: {left}." if remainder else f"{shared}."]
    if without:
        said.append(f"{_names(without)} {'has' if len(without) == 1 else 'have'} no share.")
    if unread:
        said.append(f"Not a figure: {_names(unread)}.")
    return " ".join(said)


def _names(units: Sequence[str]) -> str:
    return ", ".join(units[:-1]) + " and " + units[-1] if len(units) > 1 else "".join(units)
