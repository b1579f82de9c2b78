"""What was measured, as tables in Markdown."""

import os
import platform
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.bounds import BOUNDS, FILES, Bound, bare_page, bound_of
from benchmarks.client import Times
from benchmarks.measurement import MANY, Data, Measured, Measurement

# Goal and floor of a pack's PDF, by risks.
DRAWN = {"20": ("400 ms", "1,000 ms"), "200": ("3,000 ms", "6,500 ms")}
OBJECTIVES = "The plan beside 20 risks has 20 objectives, beside 200 it has 60, beside 2,000 it has 2,000."


def tables(measurement: Measurement) -> Iterator[str]:
    """Everything measured, line by line."""
    titles = [data.title for data in measurement.data]
    yield from about(measurement)
    yield f"\n### One client\n\nMedian / 95th of a hundred, in milliseconds, by number of risks. {OBJECTIVES}\n"
    yield head("request", *titles, "2,000 over 20", "limit", "goal", "floor")
    for page in pages(measurement):
        times = {data: measurement.results[data.title].one.get(page) for data in measurement.data}
        cells = [mark(page, data, value) if value else "" for data, value in times.items()]
        goal, floor = figures(page, lambda bound: bound.goal), figures(page, lambda bound: bound.floor)
        yield row(page, *cells, growth(measurement, page), limit(measurement, page, "one"), goal, floor)
    yield "\n### Beside the bare page\n"
    yield "How many times as long as the bare page that was asked for in turn with it, at the median.\n"
    yield head("request", *titles, "floor over the limit it was set beside")
    for page in pages(measurement):
        if page in BOUNDS:
            ones = [measurement.results[title].one.get(page) for title in titles]
            yield row(page, *(f"{one.beside:.1f}" if one else "" for one in ones), ratio(page))
    yield f"\n### {MANY} clients at once\n\nMedian / 95th, and requests answered in a second.\n"
    yield head("request", *titles, "limit")
    for page in pages(measurement):
        many = [measurement.results[title].many.get(page) for title in titles]
        yield row(
            page,
            *(f"{pair(value)}, {value.rate:.0f}/s" if value else "" for value in many),
            limit(measurement, page, "many"),
        )
    yield "\n### Queries and bytes\n\nQueries without those that begin, end or set the scene; bytes as they travel.\n"
    yield head("request", *titles)
    for page in pages(measurement):
        yield row(page, *(amounts(measurement.results[title], page) for title in titles))
    yield "\n### The rest\n"
    yield head("what", "measured", "limit", "goal", "floor")
    yield from rest(measurement)


def about(measurement: Measurement) -> Iterator[str]:
    """On what, and when."""
    python, load = platform.python_version(), os.getloadavg()[0]
    versions = f"Python {python}, PostgreSQL {measurement.databases.version()}"
    yield f"{os.cpu_count()} cores, {versions}; two workers of four threads. Load at the end: {load:.1f}."
    yield "† is over the goal, ‡ over the floor."


def pages(measurement: Measurement) -> list[str]:
    """Every request, in order."""
    return list(dict.fromkeys(page for result in measurement.results.values() for page in result.one))


def pair(times: Times) -> str:
    """Median and 95th."""
    return f"{times.p50:.1f} / {times.p95:.1f}"


def mark(page: str, data: Data, times: Times) -> str:
    """The times, and whether they are too long."""
    found = bound_of(page, data.risks)
    over = found and ("‡" if times.p50 > found.floor else "†" if times.p50 > found.goal else "")
    return pair(times) + (f" {over}" if over else "")


def figures(page: str, which: Callable[[Bound], float]) -> str:
    """A figure of what binds the page: one, or one for 200 and one for 2,000 risks."""
    return " / ".join(f"{which(bound):g}" for bound in BOUNDS.get(page, {}).values())


def ratio(page: str) -> str:
    """The floor over the limit beside which it was set: one figure, or one for 200 and one for 2,000 risks."""
    return " / ".join(f"{bound.floor / bound.set_at:.1f}" for bound in BOUNDS[page].values())


def growth(measurement: Measurement, page: str) -> str:
    """How much longer 2,000 risks take than 20."""
    few, many = (measurement.results[title].one.get(page) for title in ("20", "2,000"))
    return f"{many.p50 / few.p50:.2f}" if few and many else ""


def limit(measurement: Measurement, page: str, which: str) -> str:
    """What the bare page took with 200 and, where it depends on them, with 2,000 rows."""
    few, many = (getattr(measurement.limit[risks], which).get(bare_page(page)) for risks in (200, 2000))
    if few is None or many is None:
        return ""
    return f"{few.p50:.1f} / {many.p50:.1f}" if page in FILES else f"{few.p50:.1f}"


def amounts(measured: Measured, page: str) -> str:
    """Queries and bytes of a page."""
    times = measured.one.get(page)
    if times is None:
        return ""
    asked = measured.queries.get(page)
    size = f"{times.bytes / 1024:.1f} KB"
    return f"{asked}, {size}" if asked is not None else size


def rest(measurement: Measurement) -> Iterator[str]:
    """What is no request."""
    facts: dict[str, Any] = {title: result.facts for title, result in measurement.results.items()}
    bare = measurement.limit[200].facts
    for risks, drawn in measurement.drawn.items():
        goal, floor = DRAWN.get(risks, ("", ""))
        what = f"PDF of {risks} risks, {drawn['pages']:.0f} pages"
        yield row(f"{what}, in a child that has drawn before", f"{drawn['warm'] * 1000:,.0f} ms", "", goal, floor)
        yield row(f"{what}, in a new child, as the product draws", f"{drawn['new'] * 1000:,.0f} ms", "", "", "")
        yield row(f"{what}, memory of the child", f"{drawn['held']:.0f} MiB", "", "", "1,024 MiB")
    for page, times in measurement.results["200"].many.items():
        if "papers are drawn" in page:
            yield row(page, pair(times), "", "", "1,000 ms")
    click = measurement.beside["from click to file"]
    yield row("PDF of a report of 200 risks, from click to file, by the worker", f"{click:.1f} s", "", "", "")
    for name in ("db_worker", "seal_audit"):
        yield row(f"memory of `manage.py {name}`", f"{measurement.beside[name]:.0f} MiB", "", "", "")
    for large, of in ((False, "up to 2,000 risks"), (True, "20,000 risks, whose file eight people took at once")):
        held = [facts[data.title]["memory"] for data in measurement.data if (data.risks > 2000) is large]
        if held:
            bounds_of = ("", "") if large else ("220 MiB", "300 MiB")
            limit_of = f"{bare['memory']:.0f} MiB"
            yield row(f"memory of two workers, after all that: {of}", f"{max(held):.0f} MiB", limit_of, *bounds_of)
    start = sorted(fact["start"] for fact in facts.values())[len(facts) // 2]
    yield row("start, to the first answer", f"{start:.1f} s", f"{bare['start']:.1f} s", "1.5 s", "3 s")
    yield row("migrate an empty database", f"{measurement.migrated:.1f} s", "", "15 s", "30 s")
    yield row("CSS and JavaScript of the register, packed", f"{facts['200']['assets']:.0f} KB", "", "60 KB", "80 KB")


def head(*titles: str) -> str:
    """The head of a table."""
    return f"{row(*titles)}\n{row(*('---' for _ in titles))}"


def row(*cells: str) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |"
