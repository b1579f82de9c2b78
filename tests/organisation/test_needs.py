"""Every route says what it needs; what says nothing lets nobody in, and what is not admitted leaves nothing behind."""

import json
from collections.abc import Callable, Iterator
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path, set_urlconf

from probation_planning.organisation import needs
from probation_planning.organisation.models import Owner, Role
from probation_planning.organisation.needs import check_routes, page, reads, routes
from probation_planning.organisation.roles import Act, Kind
from probation_planning.urls import urlpatterns as ours

SignIn = Callable[[str], Client]
OFFICER, AUDIT = "officer@derbyshire.example", "audit@derbyshire.example"


def careless(request: HttpRequest, trust: str) -> HttpResponse:
    """A view that asks nothing, and writes."""
    Owner.objects.filter(name="Director of Interventions").update(order=999)
    return HttpResponse("done")


def careful(request: HttpRequest, trust: str) -> HttpResponse:
    """A view that finds nothing."""
    raise Http404


urlpatterns = [
    path("<trust:trust>/silent/", careless, name="silent"),
    path("<trust:trust>/careless/", careless, name="careless"),
    path("<trust:trust>/careful/", careful, name="careful"),
    *ours,
]
handler403 = "probation_planning.organisation.errors.permission_denied"
handler404 = "probation_planning.organisation.errors.page_not_found"


@pytest.fixture
def careless_site(monkeypatch: pytest.MonkeyPatch, settings: SimpleNamespace) -> Iterator[None]:
    """The site with views that forgot to ask, two of them declared."""
    managed = page(Kind.PLAN, reads=(Act.READ,), writes=(Act.MANAGE,))
    monkeypatch.setitem(needs._TABLE, "careless", managed)
    monkeypatch.setitem(needs._TABLE, "careful", managed)
    settings.ROOT_URLCONF = __name__
    forget()
    yield
    settings.ROOT_URLCONF = "probation_planning.urls"
    forget()


def forget() -> None:
    """Read the routes anew."""
    set_urlconf(None)
    clear_url_caches()
    routes.cache_clear()


def order_now() -> int:
    return Owner.objects.get(name="Director of Interventions").order


def test_every_route_says_what_it_needs_and_every_line_has_its_route() -> None:
    assert check_routes() == []


def test_a_route_that_says_nothing_lets_nobody_in_and_fails_the_check(
    sign_in: SignIn, derbyshire: object, careless_site: None
) -> None:
    before = order_now()
    answer = sign_in(OFFICER).get("/derbyshire/silent/")
    assert answer.status_code == 403
    assert "Nobody has been given access to this page." in answer.content.decode()
    assert order_now() == before
    assert [fault.id for fault in check_routes()] == ["access.E001"]


def test_a_line_without_a_route_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(needs._TABLE, "risks:no_such_page", reads(Kind.REGISTER))
    assert [fault.id for fault in check_routes()] == ["access.E002"]


def test_what_a_view_did_for_whoever_is_not_admitted_is_undone(
    sign_in: SignIn, derbyshire: object, careless_site: None
) -> None:
    before = order_now()
    answer = sign_in(AUDIT).post("/derbyshire/careless/")
    assert answer.status_code == 403
    assert "This is for: Performance officer." in answer.content.decode()
    assert order_now() == before
    assert sign_in(OFFICER).post("/derbyshire/careless/").content == b"done"
    assert order_now() == 999


def test_whoever_is_not_admitted_and_does_not_see_the_thing_finds_nothing(
    sign_in: SignIn, derbyshire: object, careless_site: None
) -> None:
    assert sign_in(AUDIT).post("/derbyshire/careful/").status_code == 404


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "LINK"])
def test_a_method_that_is_not_declared_is_not_allowed(sign_in: SignIn, method: str) -> None:
    answer = sign_in(OFFICER).generic(method, "/derbyshire/2011-12/scorecard/measures/2-5/assign/")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, POST"


def test_a_method_that_is_not_declared_tells_strangers_of_no_trust(sign_in: SignIn) -> None:
    client = sign_in("officer@merseyside.example")
    assert (
        client.put("/derbyshire/2011-12/risks/").status_code == client.put("/nowhere/2011-12/risks/").status_code == 404
    )


def test_what_is_declared_twice_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        needs.declare("risks", {"risk_list": reads(Kind.REGISTER)})


def test_the_command_prints_what_is_enforced() -> None:
    printed = StringIO()
    call_command("routes", "--json", stdout=printed)
    told = {line["name"]: line for line in json.loads(printed.getvalue())}
    assert len(json.loads(printed.getvalue())) == len(routes())
    assert told["risks:question_new"]["writers"] == sorted([Role.SMT, Role.AUDIT])
    assert told["risks:question_new"]["kind"] == "register"
    assert told["risks:review_open"]["methods"] == ["POST"]
    assert told["reports:help"]["readers"] is None
    lines = StringIO()
    call_command("routes", stdout=lines)
    assert (
        "risks:review_open  /<trust:trust>/<year:year>/risks/reviews/<slug:slug>/open/  POST  [register]  "
        "read: nobody  write: Performance officer" in lines.getvalue().splitlines()
    )
