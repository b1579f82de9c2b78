"""Which pack, drawing or risk an address names, whoever may see it: for the watch alone, never for a page."""

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from probation_planning.organisation.roles import Reader
from probation_planning.reports.models import BoardPack, Drawing, Pack
from risks.security import hidden_risk

# Pages of this room that stand below the register's.
OF_A_RISK = re.compile(r"/[^/]+/[^/]+/risks/.*")

HEAVY: dict[type[Model], tuple[str, ...]] = {Pack: ("data",), BoardPack: ("data",), Drawing: ("page",)}


def hidden_paper(reader: Reader, named: Mapping[str, Any], request: HttpRequest) -> Model | None:
    """The paper with this mark, or the risk, if there is one."""
    if "uuid" not in named:
        return hidden_risk(reader, named, request) if OF_A_RISK.fullmatch(request.path_info) else None
    for model, heavy in HEAVY.items():
        found = model._default_manager.filter(uuid=named["uuid"]).defer(*heavy).first()
        if found:
            return found
    return None
