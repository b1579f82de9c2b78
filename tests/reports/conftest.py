"""The two packs that were recorded from paper."""

import pytest

from probation_planning.organisation.models import Trust
from probation_planning.reports.models import Pack


@pytest.fixture
def smt_pack(derbyshire: Trust) -> Pack:
    """What SMT was given on 5 April 2011."""
    return Pack.objects.select_related("review", "body", "year__trust", "file").get(body__slug="smt")


@pytest.fixture
def committee_pack(derbyshire: Trust) -> Pack:
    """What the Audit Committee was given on 20 June 2011."""
    return Pack.objects.select_related("review", "body", "year__trust", "file").get(body__slug="audit-committee")
