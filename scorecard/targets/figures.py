"""Figures as people type and read them: one spelling for many, exact decimals of up to four places."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scorecard.targets.kinds import Refused

PLACES = Decimal("0.0001")
HUNDRED = Decimal(100)
PERCENT, POUND = "%", "£"
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:[.][0-9]{1,4})?"
# Of a unit's name: a figure may stand in it, as in "level 2 awards", but neither end it nor touch a letter.
WORD = r"[^\W\d_](?:[^\W\d_]|[²/'’])*"
MOST_DIGITS = 12
THOUSANDS = {
    **dict.fromkeys(("k", "thousand"), Decimal(1000)),
    **dict.fromkeys(("m", "million"), Decimal(10) ** 6),
    **dict.fromkeys(("bn", "billion"), Decimal(10) ** 9),
}
IN_SHORT = re.compile(rf"(?<![£0-9,.])(?<!£ ){NUMBER} ?(?:{'|'.join(THOUSANDS)})\b")
MOST_WORDS_OF_A_UNIT = 3
PER_CENT = frozenset({"percent", "pc", "pct"})
NOUGHT = frozenset({"nil", "zero", "nought"})

_FIGURE = re.compile(
    rf"(?P<sign>[+-]?) ?(?P<pound>£?) ?(?P<after>-?)(?P<number>{NUMBER}) ?"
    rf"(?P<unit>%|per ?cent|(?:(?!(?:of|in|out)\b){WORD}(?: (?!of\b)(?:[0-9]+ )?{WORD})*)?)"
    rf"(?P<of> of [^\d%±]{{1,40}}?)? ?(?:± ?£?(?P<window>{NUMBER}) ?(?P<of_window>%|[^\W\d_]+)?)?"
)
_BRACKETS = re.compile(rf"[(](£? ?{NUMBER} ?%?)[)]")
_SPELLINGS = str.maketrans(
    {
        **dict.fromkeys("−–—‐‑‒", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f", None),
        **dict.fromkeys("⭐🌟", "★"),
        **dict.fromkeys("✔☑✅", "✓"),
        "％": "%",
        "⩾": "≥",
        "⩽": "≤",
        "’": "'",
    }
)


@dataclass(frozen=True)
class Figure:
    """A figure with what was typed around it; `window` is in the figure's own unit."""

    number: Decimal
    unit: str = ""
    of: str = ""
    window: Decimal | None = None


def plain(text: str) -> str:
    """Small letters, one space between words, and one sign for each meaning."""
    text = text.translate(_SPELLINGS).replace("+/-", "±").replace("+-", "±")
    return " ".join(text.casefold().split())


def read_number(text: str) -> Decimal | None:
    """A figure that a person typed, with or without percent sign: `92.5%`, `1,750`, `−5`; None for anything else."""
    match = re.fullmatch(rf"([+-]?) ?({NUMBER}) ?%?", plain(text))
    return signed(match[1], match[2]) if match else None


def read_figure(text: str) -> Figure | None:
    """A figure in `plain` text; None for anything else.

    A window in percent of another unit is that part of the figure: £1,000 ± 2% is £1,000 ± £20.
    """
    text = text.strip()
    if text in NOUGHT:
        return Figure(Decimal(0))
    brackets = _BRACKETS.fullmatch(text)
    match = _FIGURE.fullmatch(f"-{brackets[1]}" if brackets else text)
    if not match or (match["sign"] and match["after"]):
        return None
    unit, number = match["unit"].strip(), signed(match["sign"] or match["after"], match["number"])
    if unit.replace(" ", "") in PER_CENT:
        unit = PERCENT
    if match["pound"]:
        if unit and unit not in THOUSANDS:
            return None
        number, unit = number * THOUSANDS.get(unit, 1), POUND
    elif match["after"] or len(unit.split()) > MOST_WORDS_OF_A_UNIT or unit.partition(" ")[0] in THOUSANDS:
        return None
    window = signed("", match["window"]) if match["window"] else None
    if window is not None and match["of_window"] == PERCENT and unit not in {"", PERCENT}:
        window = abs(number) * window / HUNDRED
    return Figure(number, unit, (match["of"] or "").removeprefix(" of ").strip(), window)


def why_no_number(text: str) -> str:
    """What is wrong with figures in the words, in a sentence; empty where no figure is at fault."""
    shown = plain(text)
    if IN_SHORT.search(shown):
        return f"“{text.strip()}” is a figure in short. Write it in full, such as 12,000."
    if places := re.search(r"[0-9]+[.][0-9]{5,}", shown.replace(",", "")):
        rounded = figure_words(Decimal(places[0]).quantize(PLACES, ROUND_HALF_UP)) if len(places[0]) <= 24 else ""
        return (
            f"“{places[0]}” has more than four places after the point. Round it{f' to {rounded}' if rounded else ''}."
        )
    for run in re.findall(r"[0-9][0-9,.]*", shown):
        digits = run.rstrip(",.")
        if len(re.sub(r"[.].*|,", "", digits)) > MOST_DIGITS:
            return f"“{digits}” is too large: a figure has at most twelve digits before the point."
        if not re.fullmatch(NUMBER, digits):
            return f"“{digits}” is not written as a figure. Write thousands as 1,234 and places after a point, 12.5."
    return ""


def figure_words(number: Decimal, unit: str = "") -> str:
    """A figure with its unit and without idle noughts: 10.5 days, -9.2%, £33,559,800."""
    if unit == POUND:
        return _money(number)
    digits = f"{number:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    digits = "0" if digits in {"-0", ""} else digits
    return f"{digits}{unit}" if unit in {"", PERCENT} else f"{digits} {unit}"


def same_unit(one: str, other: str) -> bool:
    """Whether two names of a unit mean the same: day and days, days and days per employee."""
    first, second = (re.split(r"[ /]", plain(unit))[0].removesuffix("s") for unit in (one, other))
    return first == second


def signed(sign: str, digits: str) -> Decimal:
    """The figure that digits with commas make under a sign."""
    number = Decimal(digits.replace(",", ""))
    return -number if sign == "-" else number


def no_figure(text: str, at: str = "value") -> Refused:
    """That the words in a box are no figure, with what is wrong with them."""
    return Refused(
        why_no_number(text) or f"“{text.strip()}” is not a figure. Enter one such as 92.5, with up to four places.", at
    )


def _money(number: Decimal) -> str:
    whole = number == number.to_integral_value()
    finer = number != number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    digits = f"{abs(number):,.0f}" if whole else f"{abs(number):,.4f}".rstrip("0") if finer else f"{abs(number):,.2f}"
    return f"{'-' if number < 0 else ''}{POUND}{digits}"
