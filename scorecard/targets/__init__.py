"""Targets as people write them, read into what a result must do; kept and printed back exactly as written.

Grammar, where case and spaces are free; "−" and "–" are "-", "✔" is "✓", "+/-" is "±", "per cent" and "pc" are "%":

    target  = nothing | goal [ "by" when ] | milestone | sentence
    goal    = tick | step | bound | range | figure
    tick    = "✓" | "yes" | "done" | "in place" | "complete" | …
    milestone = [ "done" | "in place" | … ] [ "by" ] when
    when    = [ "the" ] [ "end" [ "of" ] ] ( "Q1" … "Q4" | "1st quarter" … | "year end" | day | month )
    day     = 31/08/2011 | 31.8.11 | 2011-08-31 | 31 August [ 2011 ]         (day before month)
    month   = "Aug 2011" | "Aug-11" | "August"                               (its last day)
    step    = a step of the measure's ordered scale by code or name; "4*", "****", "four stars" and "4" are "4★"
    bound   = ( "≥" | ">=" | "at least" | "no less than" | "minimum" | …      reach it or more
              | ">" | "above" | "over" | "more than" | …                      stay above it
              | "≤" | "<=" | "at most" | "no more than" | "up to" | "within" | "maximum" | …
              | "<" | "below" | "under" | "less than" | "fewer than" | …
              | "reduce by" | "reduction of" ) figure
              | figure ( "or more" | "or less" | "+" | "minimum" | "maximum" | "reduction" | … )
    range   = [ "between" ] figure ( "and" | "to" | "-" ) figure | "within" figure "of" ( figure | words )
    figure  = [ "+" | "-" ] [ "£" ] number [ "%" | unit ] [ "of" words ] [ "±" number [ "%" | unit ] ]
    number  = digits, thousands as 1,234, up to four places after a point; after "£" also "k", "m", "bn"; "nil"

A figure that does not say which way is better is read by its sign (`-9.2%` is that or lower), by a name that says
"Reduce" (`2%` is that reduction or more), by "of budget" (on it), and else by the measure's polarity; where that is not
known it is asked (`asks_polarity`). Anything else, `Avg` and a blank among them, is kept as written and never rated.
`read` never refuses; `read_typed` refuses, with a reason, what looks like a target and cannot be read as one.
Source: domain.md, "The balanced scorecard".
"""

from scorecard.targets.days import day_words, done_on, is_done, last_day_of, quarter_of, read_day, read_quarter
from scorecard.targets.figures import (
    HUNDRED,
    PERCENT,
    PLACES,
    POUND,
    figure_words,
    no_figure,
    plain,
    read_figure,
    read_number,
    same_unit,
)
from scorecard.targets.grammar import find_step, read, read_typed
from scorecard.targets.kinds import (
    NO,
    QUARTERS,
    TWO_SIDED,
    YES,
    Better,
    Form,
    Refused,
    Step,
    Takes,
    Unit,
    Value,
)
from scorecard.targets.target import Target

__all__ = [
    "HUNDRED",
    "NO",
    "PERCENT",
    "PLACES",
    "POUND",
    "QUARTERS",
    "TWO_SIDED",
    "YES",
    "Better",
    "Form",
    "Refused",
    "Step",
    "Takes",
    "Target",
    "Unit",
    "Value",
    "day_words",
    "done_on",
    "figure_words",
    "find_step",
    "is_done",
    "last_day_of",
    "no_figure",
    "plain",
    "quarter_of",
    "read",
    "read_day",
    "read_figure",
    "read_number",
    "read_quarter",
    "read_typed",
    "same_unit",
]
