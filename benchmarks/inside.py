"""What only the product itself can tell, as JSON: `python -m benchmarks.inside addresses|queries|pdf`."""

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "probation_planning.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks.client import Form, rated  # noqa: E402
from benchmarks.counting import counted  # noqa: E402
from objectives.models import Objective  # noqa: E402
from probation_planning.history.snapshots import plain  # noqa: E402
from probation_planning.organisation import clock, tenancy  # noqa: E402
from probation_planning.organisation.models import Body, Trust, User  # noqa: E402
from probation_planning.reports import contents, packs, pdf  # noqa: E402
from probation_planning.reports.load_paper.keeper import Keeper  # noqa: E402
from risks.models import Entry, Review, Stage  # noqa: E402

FILED = 200


def the_trust() -> Trust:
    """The example, or where there are many the one in the middle."""
    with tenancy.system():
        trusts = list(Trust.objects.filter(slug__startswith="example").order_by("pk"))
    return trusts[len(trusts) // 2]


def addresses() -> dict[str, Any]:
    """Who signs in, and where each page is; a pack is made where the register is not too long to draw quickly."""
    trust = the_trust()
    with tenancy.trust(trust):
        objective = Objective.objects.select_related("annual_plan__year__trust").order_by("order")[0]
        year = objective.annual_plan.year
        own = [trust.slug, year.slug]
        references = list(
            Entry.objects.filter(starts_at=None, section=1).order_by("order").values_list("reference", flat=True)
        )
        register = reverse("risks:risk_list", args=own)
        pages = {
            "my work": reverse("reports:my_work"),
            "register, 25 rows": register,
            "register, 50 rows": f"{register}?per_page=50",
            "one risk": reverse("risks:risk_detail", args=[*own, references[0]]),
            "register as CSV": reverse("risks:export", args=own),
            "plan": reverse("objectives:plan", args=own),
            "one objective": reverse("objectives:objective_detail", args=[*own, objective.reference]),
            "scorecard": reverse("scorecard:scorecard", args=own),
            "year at a glance": reverse("reports:year", args=own),
        }
        if len(references) <= FILED:
            pages["stored pack"] = _pack(own)
        forms = [reverse("risks:assess", args=[*own, reference]) for reference in references[:16]]
    return {"people": f"{trust.slug}.example", "pages": pages, "forms": forms}


def _committee_papers() -> packs.Issue:
    """The last papers that the Audit Committee was given."""
    stage = Stage.objects.filter(body__slug="audit-committee").select_related("act").order_by("-review__month")[0]
    review = Review.objects.select_related("register__year__trust").get(pk=stage.review_id)
    body = Body.objects.get(pk=stage.body_id)
    return packs.Issue(review, body, (1, 2), stage.issued_on or review.month, act=stage.act)


def _pack(own: list[str]) -> str:
    pack = packs.freeze(Keeper(), _committee_papers())
    return reverse("reports:pack_file", args=[*own, pack.uuid, pack.file.name])


def queries(known: dict[str, Any]) -> dict[str, int]:
    """How many queries each page asks, and saving a form, without those that only set the scene."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=f"officer@{known['people']}"))
    asked = {name: _queries(partial(client.get, address), 200) for name, address in known["pages"].items()}
    first = known["forms"][0]
    fields = Form(client.get(first).content.decode(), having="likelihood").fields
    told = rated(fields, 0, str(clock.today()))
    return asked | {"save an assessment": _queries(partial(client.post, first, told), 302)}


def _queries(ask: Callable[[], Any], expect: int) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = ask()
    if response.status_code != expect:
        raise SystemExit(f"{response.request['PATH_INFO']} answered {response.status_code}.")
    return len(counted(captured.captured_queries))


def draw() -> dict[str, float]:
    """Seconds to draw the committee's papers: warm, and in a new child as the product does."""
    with tenancy.trust(the_trust()):
        issue = _committee_papers()
        standings = contents.read_standings(issue.review, issue.sections)
        read = contents.read_contents(
            issue.review, issue.body, issue.sections, standings, issued_on=issue.issued_on, recorded_from_paper=False
        )
        html = packs.as_html(plain(read), "0" * 64)
    style, files = pdf.STYLE.read_text(encoding="utf-8"), pdf.bundle()
    pdf.draw(html, style, files)
    return {
        "warm": _seconds(lambda: pdf.draw(html, style, files)),
        "new": _seconds(lambda: pdf.render(html)),
        "risks": len(standings),
    }


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
