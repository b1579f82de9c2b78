"""What only the product itself can tell, as JSON: `python -m benchmarks.inside addresses|queries|pdf|eight`."""

import json
import os
import resource
import sys
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, NamedTuple

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "probation_planning.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks.bounds import CSV, DESK, SAVE, SAVE_DESK, SAVE_STATUS, STORED, XLSX  # noqa: E402
from benchmarks.client import Form, answered_all, rated, told  # noqa: E402
from benchmarks.counting import counted  # noqa: E402
from objectives.models import Objective  # noqa: E402
from probation_planning.organisation import clock, tenancy  # noqa: E402
from probation_planning.organisation.models import Body, Trust, User, Year  # noqa: E402
from probation_planning.reports import packs, pdf  # noqa: E402
from probation_planning.reports.example import BUSY  # noqa: E402
from probation_planning.reports.load_paper.keeper import Keeper  # noqa: E402
from probation_planning.reports.models import Drawing  # noqa: E402
from risks.models import Entry, Review, Stage  # noqa: E402
from risks.picture import LAST_KNOWN  # noqa: E402

FILED = 200
FORMS = 16
EIGHT = 8
# A word of many texts of the example, and one that stands in the title of a theme alone.
COMMON, RARE = "office", "neighbourhoods"


def the_trust() -> Trust:
    """The example, or where there are many the one in the middle."""
    with tenancy.system():
        trusts = list(Trust.objects.filter(slug__startswith="example").order_by("pk"))
    return trusts[len(trusts) // 2]


def addresses() -> dict[str, Any]:
    """Who signs in, and where each page is; a pack is made where the register is not too long to draw quickly.

    The performance officer asks for a page unless `readers` names somebody else.
    """
    trust = the_trust()
    with tenancy.trust(trust):
        year = Year.objects.select_related("trust").filter(trust=trust).order_by("-start")[0]
        own = [trust.slug, year.slug]
        risks = list(
            Entry.objects.filter(starts_at=None, section=1).order_by("order").values_list("reference", flat=True)
        )
        owned = Objective.objects.of(year).filter(owners__leads=True).order_by("order")
        objectives = list(owned.values_list("reference", flat=True)[:FORMS])
        pages = _pages_of_the_register(own, risks) | _pages_of_the_plan(own, objectives) | _pages_of_the_year(own)
        if len(risks) <= FILED:
            pages[STORED] = _pack(own)
        forms = {
            SAVE: [reverse("risks:assess", args=[*own, reference]) for reference in risks[:FORMS]],
            SAVE_STATUS: [reverse("objectives:objective_detail", args=[*own, one]) for one in objectives],
            SAVE_DESK: [reverse("reports:answers", args=own)],
        }
    readers = dict.fromkeys((DESK, SAVE_DESK), BUSY)
    report = reverse("reports:report", args=[*own, "risks"])
    return {"people": f"{trust.slug}.example", "pages": pages, "forms": forms, "readers": readers, "report": report}


def _pages_of_the_register(own: list[str], references: list[str]) -> dict[str, str]:
    register = reverse("risks:risk_list", args=own)
    *_, past, now = Review.objects.filter(register__year__trust__slug=own[0]).order_by("month")
    return {
        "register, 25 rows": register,
        "register, 50 rows": f"{register}?per_page=50",
        "register with its heat map as last known": f"{register}?picture={LAST_KNOWN}",
        "one risk": reverse("risks:risk_detail", args=[*own, references[0]]),
        CSV: reverse("risks:export", args=[*own, "csv"]),
        XLSX: reverse("risks:export", args=[*own, "xlsx"]),
        "review's progress": reverse("reports:progress", args=[*own, now.slug]),
        "meeting, one risk": reverse("risks:meeting_step", args=[*own, past.slug, references[0]]),
    }


def _pages_of_the_plan(own: list[str], references: list[str]) -> dict[str, str]:
    plan = reverse("objectives:plan", args=own)
    return {
        "plan as a tree": plan,
        "plan as a tree, a theme open": f"{plan}?theme=1",
        "plan as a list": f"{plan}?view=table",
        "plan by deadline": f"{plan}?view=timeline",
        "one objective": reverse("objectives:objective_detail", args=[*own, references[0]]),
    }


def _pages_of_the_year(own: list[str]) -> dict[str, str]:
    search = reverse("reports:search", args=own)
    return {
        "scorecard": reverse("scorecard:scorecard", args=own),
        "year at a glance": reverse("reports:year", args=own),
        "search, a common word": f"{search}?q={COMMON}",
        "search, a rare word": f"{search}?q={RARE}",
        "gaps": reverse("reports:gaps", args=own),
        "data quality": reverse("reports:quality", args=own),
        "help": reverse("reports:help", args=own),
        "my work": reverse("reports:my_work"),
        DESK: reverse("reports:my_work"),
    }


def committee_papers() -> packs.Issue:
    """The last papers that the Audit Committee was given."""
    stage = Stage.objects.filter(body__slug="audit-committee").select_related("act").order_by("-review__month")[0]
    review = Review.objects.select_related("register__year__trust").get(pk=stage.review_id)
    body = Body.objects.get(pk=stage.body_id)
    return packs.Issue(review, body, (1, 2), stage.issued_on or review.month, act=stage.act)


def _pack(own: list[str]) -> str:
    pack = packs.freeze(Keeper(), committee_papers())
    return reverse("reports:pack_file", args=[*own, pack.uuid, pack.file.name])


def queries(known: dict[str, Any]) -> dict[str, int]:
    """How many queries each page asks, and saving a form, without those that only set the scene; nothing is kept."""
    pages, forms = known["pages"], known["forms"]
    officer, busy = (_signed_in(f"{name}@{known['people']}") for name in ("officer", BUSY))
    readers = {page: busy if name == BUSY else officer for page, name in known["readers"].items()}
    # What a worker asks once in its life is no query of the page that came first.
    officer.get(pages["register, 25 rows"])
    asked = {name: _queries(partial(readers.get(name, officer).get, address), 200) for name, address in pages.items()}
    day = str(clock.today())
    for name, having, filled in ((SAVE, "likelihood", rated), (SAVE_STATUS, "comment", told)):
        address = forms[name][0]
        fields = Form(officer.get(address).content.decode(), having=having).fields
        asked[name] = _queries(partial(officer.post, address, filled(fields, 0, day)), 302)
    found = Form(busy.get(pages[DESK]).content.decode(), having="review").fields
    asked[SAVE_DESK] = _queries(partial(busy.post, forms[SAVE_DESK][0], answered_all(found, 0)), 302)
    return asked


def _signed_in(email: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=email))
    return client


def _queries(ask: Callable[[], Any], expect: int) -> int:
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        response = ask()
        transaction.set_rollback(True)
    if response.status_code != expect:
        raise SystemExit(f"{response.request['PATH_INFO']} answered {response.status_code}.")
    return len(counted(captured.captured_queries))


class Page(NamedTuple):
    """A page that is drawn as PDF, with the style sheets it needs."""

    html: str
    sheets: tuple[str, ...]


def committee_page() -> Page:
    """The Audit Committee's papers of the review at work as the officer would issue them now; nothing is kept."""
    trust = the_trust()
    with tenancy.trust(trust):
        year = Year.objects.filter(trust=trust).order_by("-start")[0]
        review = Review.objects.filter(register__year=year).order_by("-month")[0]
        own = [trust.slug, year.slug, review.slug, "audit-committee"]
    officer = _signed_in(f"officer@{trust.slug}.example")
    with transaction.atomic():
        answer = officer.post(reverse("reports:issue_draft", args=own))
        if answer.status_code != 302:
            raise SystemExit(f"The draft of the papers answered {answer.status_code}.")
        with tenancy.trust(trust):
            drawing = Drawing.objects.order_by("-pk")[0]
        transaction.set_rollback(True)
    return Page(zlib.decompress(bytes(drawing.page or b"")).decode(), tuple(drawing.sheets))


def draw() -> dict[str, float]:
    """Seconds to draw the committee's papers, warm and in a new child as the product does; MiB that the child held."""
    page = committee_page()
    style, files = pdf.style(page.sheets), pdf.bundle()
    paper = pdf.render(page.html, sheets=page.sheets)
    held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    pdf.draw(page.html, style, files)
    return {
        "warm": _seconds(lambda: pdf.draw(page.html, style, files)),
        "new": _seconds(lambda: pdf.render(page.html, sheets=page.sheets)),
        "held": held,
        "pages": paper.pages,
    }


def draw_eight() -> None:
    """Eight of the same papers drawn at once, again and again until somebody ends it; a line once they have begun."""
    page = committee_page()
    print("begun", flush=True)
    with ThreadPoolExecutor(EIGHT) as pool:
        while True:
            list(pool.map(lambda _: pdf.render(page.html, sheets=page.sheets, seconds=600), range(EIGHT)))


def _seconds(act: Callable[[], Any]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["addresses"]:
            print(json.dumps(addresses()))
        case ["queries", known]:
            print(json.dumps(queries(json.loads(known))))
        case ["pdf"]:
            print(json.dumps(draw()))
        case ["eight"]:
            draw_eight()
