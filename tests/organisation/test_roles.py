"""The one table of who may do what, in words."""

import pytest

from probation_planning.organisation.roles import Act, Kind, who_may


@pytest.mark.parametrize(
    ("act", "kind", "words"),
    [
        (Act.READ, Kind.PROGRESS, "Performance officer"),
        (Act.RECORD_MEETING, Kind.REGISTER, "SMT member or Performance officer"),
        (
            Act.READ,
            Kind.QUALITY,
            "Director or other post-holder, SMT member, Auditor or Performance officer",
        ),
    ],
)
def test_the_roles_that_allow_an_act_are_named(act: Act, kind: Kind, words: str) -> None:
    assert who_may(act, kind) == words
