"""Derbyshire's 28 measures and Merseyside's 38 operational targets: as printed, as read, and results at the exact edge.

Scales, tolerances and results are not printed: they are arguments of the tests alone.
"""

from dataclasses import dataclass, field
from typing import Any

from scorecard.accumulation import Accumulation
from scorecard.targets import Better, Form, Step, Target, read

HIGHER, LOWER, NEAREST = Better.HIGHER, Better.LOWER, Better.NEAREST
LATEST, SUM, RATE, ROLLING = Accumulation.LATEST, Accumulation.SUM, Accumulation.RATE, Accumulation.ROLLING
FORECAST, ONCE, EVERY = Accumulation.FORECAST, Accumulation.ONCE, Accumulation.EVERY
LEVELS = tuple(Step(str(number)) for number in range(1, 5))
STARS = tuple(Step(f"{number}★") for number in range(1, 6))
OPINIONS = (Step("R", "Red"), Step("AR", "Amber/Red"), Step("GA", "Green/Amber"), Step("G", "Green"))


@dataclass(frozen=True)
class Printed:
    """A target of a paper; `close` is at the tolerance's edge, None where nothing can be close; so `missed`, beyond it.

    `line` is of the paper's file; `told` is what else the measure tells the reading.
    """

    line: int
    name: str
    printed: str
    accumulation: Accumulation
    form: Form
    words: str
    tolerance: str | None
    met: str | None
    close: str | None
    missed: str | None
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def target(self) -> Target:
        """As read."""
        return read(self.printed, name=self.name, **self.told)

    def __str__(self) -> str:
        return f"{self.line} {self.printed or 'blank'}"


def at_least(
    line: int, name: str, printed: str, accumulation: Accumulation, tolerance: str, close: str, missed: str
) -> Printed:
    """A figure that more of is better."""
    figure = printed.removesuffix("%").removesuffix(" offenders")
    told = {"polarity": HIGHER, "unit": "%" if printed.endswith("%") else ""}
    words = f"reach {printed} or more"
    return Printed(line, name, printed, accumulation, Form.AT_LEAST, words, tolerance, figure, close, missed, told)


def at_most(
    line: int, name: str, printed: str, accumulation: Accumulation, unit: str, edges: tuple[str, str, str]
) -> Printed:
    """A figure that less of is better."""
    figure = printed.removesuffix("%")
    told = {"polarity": LOWER, "unit": unit}
    words = f"stay at or below {figure}{'' if unit in {'', '%'} else ' '}{unit}"
    return Printed(line, name, printed, accumulation, Form.AT_MOST, words, edges[0], figure, edges[1], edges[2], told)


def change(line: int, name: str, printed: str, accumulation: Accumulation, edges: tuple[str, str, str]) -> Printed:
    """A signed percentage: that or lower."""
    figure = printed.removesuffix("%")
    words = f"fall by {printed[1:]} or more ({printed} or lower)"
    told = {"polarity": LOWER, "unit": "%"}
    return Printed(line, name, printed, accumulation, Form.REDUCTION, words, edges[0], figure, edges[1], edges[2], told)


def milestone(line: int, name: str, printed: str, quarter: int, **told: Any) -> Printed:
    """Done by the end of a quarter; in Q4 nothing of the year can miss it."""
    missed = f"Q{quarter + 1}" if quarter < 4 else None
    words = f"be done by the end of Q{quarter}"
    return Printed(line, name, printed, ONCE, Form.QUARTER, words, None, f"Q{quarter}", None, missed, told)


def step(line: int, name: str, printed: str, words: str, missed: str, **told: Any) -> Printed:
    """That step of a scale or better."""
    return Printed(line, name, printed, LATEST, Form.STEP, words, None, printed, None, missed, told)


def unrated(line: int, name: str, printed: str, words: str) -> Printed:
    """Kept as printed and never met, close or missed."""
    return Printed(line, name, printed, LATEST, Form.UNRATED, words, None, None, None, None, {"polarity": HIGHER})


DERBYSHIRE = [
    step(253, "PTRS Public Protection Score", "3", "reach 3 (of 4) or better", "2", steps=LEVELS),
    change(254, "Reducing Re-offending", "-9.2%", LATEST, ("0.5", "-8.7", "-8.6999")),
    step(255, "Gain 4★ Excellence Award (EEM)", "4★", "reach 4★ or better", "3★", steps=STARS),
    Printed(
        256,
        "Serious Further Offences",
        "<8",
        SUM,
        Form.BELOW,
        "stay below 8",
        "1",
        "7.9999",
        "8",
        "9.0001",
        {"polarity": LOWER},
    ),
    milestone(257, "Business Continuity Plan in place", "Q2", 2),
    Printed(
        258,
        "No unjustified disproportionality",
        "✓",
        EVERY,
        Form.YES,
        "hold every quarter",
        None,
        "yes",
        None,
        "no",
        {"holds": True},
    ),
    at_least(263, "Level 2/3 MAPP meeting attendance", "90%", RATE, "2", "88", "87.9999"),
    at_least(264, "CP hours - public nominated projects", "56%", RATE, "1", "55", "54.9999"),
    at_least(265, "Employment at term (LAA NI 144)", "40%", RATE, "1", "39", "38.9999"),
    milestone(266, "CP Public Sector (SWM) bid successful", "Q4", 4),
    unrated(267, "Sentencer Satisfaction", "", "no target set"),
    at_least(268, "Offender Satisfaction", "71%", RATE, "5", "66", "65.9999"),
    at_least(269, "Victim Satisfaction", "85%", RATE, "5", "80", "79.9999"),
    milestone(274, "Does cost < SBC 'should cost'", "Q3", 3),
    change(275, "Costs reduced for 2012/13", "-2%", LATEST, ("0.5", "-1.5", "-1.4999")),
    Printed(
        276,
        "Forecast as % of Budget",
        "100%",
        FORECAST,
        Form.NEAREST,
        "be on 100%, neither over nor under",
        "1",
        "100",
        "101",
        "101.0001",
        {"polarity": NEAREST, "unit": "%"},
    ),
    change(277, "Reduce travel expenditure (CSR)", "-5%", RATE, ("1", "-4", "-3.9999")),
    Printed(
        278,
        "Workload Management Score",
        "≤128",
        LATEST,
        Form.AT_MOST,
        "stay at or below 128",
        "2",
        "128",
        "130",
        "130.0001",
        {"polarity": LOWER},
    ),
    Printed(
        279,
        "Reduce workload (caseload) demand",
        "2%",
        LATEST,
        Form.REDUCED_BY,
        "be reduced by 2% or more",
        "0.5",
        "2",
        "1.5",
        "1.4999",
        {"polarity": HIGHER, "unit": "%"},
    ),
    at_most(280, "Efficient Estate utilisation (m²/FTE)", "12.3", LATEST, "m²/FTE", ("0.2", "12.5", "12.5001")),
    at_most(285, "Staff Sickness", "10.5", ROLLING, "days", ("0.5", "11", "11.0001")),
    step(
        286,
        "Internal Audit ratings",
        "GA",
        "reach GA (Green/Amber) or better by the end of Q2",
        "AR",
        steps=OPINIONS,
        reading="GA by Q2",
    ),
    at_least(287, "Staff Satisfaction better than 2010", "55%", LATEST, "1", "54", "53.9999"),
    at_least(288, "Training Attendance Rate", "95%", RATE, "1", "94", "93.9999"),
    milestone(289, "Reporting from DELIUS sufficient", "", 4, reading="Q4"),
    milestone(290, "Integrated HR/Payroll/Training system implemented", "Avg", 2, reading="Q2"),
    at_least(291, "% of eligible PSOs holding VQ3", "20%", LATEST, "1", "19", "18.9999"),
    at_least(292, "Staff BME %", "8.3%", LATEST, "0.3", "8", "7.9999"),
]

MERSEYSIDE = [
    unrated(389, "Reduce Re-Offending", "", "no target set"),
    at_least(398, "NS Public protection", "90%", RATE, "2", "88", "87.9999"),
    at_least(401, "Parole Assessment Reports", "90%", RATE, "2", "88", "87.9999"),
    at_least(403, "Generic Parole Process", "80%", RATE, "2", "78", "77.9999"),
    at_least(406, "Licence Recall Requests", "90%", RATE, "2", "88", "87.9999"),
    at_least(408, "OASyS Timeliness (Tiers 2, 3, 4 and PPO, OM Phase 2/3)", "90%", RATE, "2", "88", "87.9999"),
    at_least(410, "NS Offender Management", "90%", RATE, "2", "88", "87.9999"),
    at_least(417, "OASyS Timeliness (Tiers 2, 3, 4 and PPO) Final Reviews", "90%", RATE, "2", "88", "87.9999"),
    at_least(420, "Orders/Licences Successfully Completed", "70%", RATE, "2", "68", "67.9999"),
    at_least(422, "Accommodation at Termination", "80%", RATE, "2", "78", "77.9999"),
    at_least(426, "End to End Enforcement", "65%", RATE, "2", "63", "62.9999"),
    at_least(431, "Court Report Timeliness", "90%", RATE, "2", "88", "87.9999"),
    at_least(436, "Enforcement", "90%", RATE, "2", "88", "87.9999"),
    at_least(438, "Offender Satisfaction", "50%", RATE, "2", "48", "47.9999"),
    at_least(447, "NS Interventions", "90%", RATE, "2", "88", "87.9999"),
    at_least(450, "Sex Offender Programme - Completions", "20 offenders", SUM, "1", "19", "18"),
    at_least(453, "Sex Offender Programme - Completion Rate", "70%", RATE, "2", "68", "67.9999"),
    at_least(455, "Domestic Violence Programme - Completions", "180", SUM, "5", "175", "174"),
    at_least(458, "Domestic Violence Programme - Completion Rate", "65%", RATE, "2", "63", "62.9999"),
    at_least(460, "GOB Programmes - Completions", "400", SUM, "5", "395", "394"),
    at_least(463, "GOB Programmes - Completion Rate", "60%", RATE, "2", "58", "57.9999"),
    at_least(466, "Relevant Accredited Programme Starts", "85%", RATE, "2", "83", "82.9999"),
    at_least(469, "ATR - Completions*", "80", SUM, "5", "75", "74"),
    at_least(471, "ATR - Completion Rate", "60%", RATE, "2", "58", "57.9999"),
    at_least(473, "DRR - Starts*", "575", SUM, "5", "570", "569"),
    at_least(475, "DRR - Completions*", "200", SUM, "5", "195", "194"),
    at_least(477, "DRR - Completion rate", "50%", RATE, "2", "48", "47.9999"),
    at_least(479, "UPW - Completions", "1750", SUM, "5", "1745", "1744"),
    at_least(481, "UPW - Completion rate", "75%", RATE, "2", "73", "72.9999"),
    at_most(483, "UPW - Stand Downs", "1.5%", RATE, "%", ("0.5", "2", "2.0001")),
    at_least(486, "Sustained Employment*", "350", SUM, "5", "345", "344"),
    at_least(488, "Employment at Termination", "35%", RATE, "2", "33", "32.9999"),
    at_least(491, "Education Referrals*", "620", SUM, "5", "615", "614"),
    at_least(493, "Education Starts*", "310", SUM, "5", "305", "304"),
    Printed(
        495,
        "Education Awards",
        "1 0%",
        RATE,
        Form.AT_LEAST,
        "reach 10% or more",
        "1",
        "10",
        "9",
        "8.9999",
        {"polarity": HIGHER, "unit": "%", "reading": "10%"},
    ),
    at_most(498, "Sickness Absence", "10.5", ROLLING, "days", ("0.5", "11", "11.0001")),
    at_least(500, "Victim Contact", "90%", RATE, "2", "88", "87.9999"),
    at_least(503, "Victim Satisfaction", "75%", RATE, "2", "73", "72.9999"),
]
