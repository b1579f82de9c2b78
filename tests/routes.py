"""Every address of the site, with real things of Derbyshire's papers in it, read from the resolver itself."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.contrib import admin
from django.urls import URLResolver, get_resolver

from objectives.models import Objective
from probation_planning.organisation.models import Owner, Trust
from probation_planning.reports.models import Pack

TRUST, YEAR = "derbyshire", "2011-12"
# Their order is that in which rooms came to the administration.
APP_LABELS = re.compile(r"\(\?P<app_label>[a-z_|]+\)")
PARAMETER = re.compile(r"<[a-z]+:[a-z_]+>|\(\?P<[a-z0-9_]+>(?:[^()]|\([^)]*\))*\)")


class Route(NamedTuple):
    """A pattern as it is written, and what in this place stands for each of its parameters, in order."""

    pattern: str
    stands: tuple[str, ...]

    def address(self, place: int | None = None, value: str = "") -> str:
        """The address; with another value in one of the places where one is named."""
        words = iter(value if place == at else word for at, word in enumerate(self.stands))
        return "/" + PARAMETER.sub(lambda _: next(words), self.pattern).replace("^", "").removesuffix("$")


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every pattern below the resolver, in its order."""
    for one in resolver.url_patterns:
        here = before + str(one.pattern)
        yield from patterns(one, here) if isinstance(one, URLResolver) else [here]


def routes(trust: Trust) -> list[Route]:
    """Every route once. Needs the trust entered: what stands in the addresses is looked up."""
    known = known_of(trust)
    found = []
    for pattern in dict.fromkeys(patterns(get_resolver())):
        stands = []
        for one in PARAMETER.finditer(pattern):
            before, parameter = pattern[: one.start()], APP_LABELS.sub("<app_label>", one[0])
            longest = max((key for key in known if (before + parameter).endswith(key)), key=len)
            stands.append(known[longest])
        if "object_id" in pattern:
            stands = [*stands[:-1], _first_of(pattern)]
        found.append(Route(pattern, tuple(stands)))
    return found


def known_of(trust: Trust) -> Mapping[str, str]:
    """What stands for a parameter, by how the address goes before it."""
    objective = Objective.objects.filter(annual_plan__year__trust=trust).order_by("order")[0]
    pack = str(Pack.objects.order_by("pk")[0].uuid)
    post = Owner.objects.get(name="Director of Interventions").slug
    group = Owner.objects.filter(kind="group").order_by("pk")[0].slug
    return {
        "<trust:trust>": TRUST,
        "<year:year>": YEAR,
        "<ending:ending>": "csv",
        "<uuid:uuid>": pack,
        "<str:name>": "pack",
        "<str:key>": f"objective-{objective.reference}",
        "<int:number>": "1",
        "<int:place>": "1",
        "<int:pk>": "1",
        "<slug:report>": "plan",
        "<str:handle>": "0123456789abcdef",
        "<str:token>": "none",
        "<str:provider_id>": "oidc",
        "(?P<provider_id>[^/]+)": "oidc",
        "<slug:of>": TRUST,
        "<slug:body>": "smt",
        "<slug:slug>": "jun-11",
        "<review:slug>": "jun-11",
        "posts/<slug:slug>": post,
        "groups/<slug:slug>": group,
        "units/<slug:slug>": "none",
        "settings/scales/<slug:scale>": "stars",
        "<slug:kind>": "likelihood",
        "<slug:quarter>": "2011-q1",
        "<slug:reading>": "polarity",
        "<heading:kind>": "aim",
        "<part:kind>": "objective",
        "<reference:reference>": "1.2",
        "<heading:kind>s/<reference:reference>": "1.2",
        "<part:kind>s/<reference:reference>": objective.reference,
        "objectives/<reference:reference>": objective.reference,
        "risks/<reference:reference>": "1.2",
        "measures/<reference:reference>": "2-5",
        "<reference:measure>": "2-5",
        "perspectives/<int:number>": "2",
        "<path:object_id>": "1",
        "<app_label>": "organisation",
        "(?P<url>.*)": "nothing",
        "(?P<key>[-:\\w]+)": "MQ:1",
        "(?P<uidb36>[0-9A-Za-z]+)": "1",
        "(?P<key>.+)": "set-password",
    }


def _first_of(pattern: str) -> str:
    """The key of the first row that the administration could show under the pattern."""
    _, app, model, *_ = pattern.split("/")
    kept: Any = next(one for one in admin.site._registry if (one._meta.app_label, one._meta.model_name) == (app, model))
    row = kept._default_manager.order_by("pk").first()
    return str(row.pk) if row else "1"
