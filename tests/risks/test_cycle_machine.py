"""The cycle in any order: two reviews, three bodies, four risks, and whoever writes past the services.

Every step is taken through the product's own services and compared with plain models beside it
(`machine/plain_cycle.py`, `plain_standings.py`): what they permit must be done, and what they forbid must be refused in
words. After each step nothing that a committee was given has moved but by a correction.

The order is the same at every run. Longer, and in another: CYCLE_EXAMPLES=300 pytest … --hypothesis-seed=7
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from probation_planning.organisation import tenancy
from tests.risks.machine.forging import Forging
from tests.risks.machine.papers import Papers
from tests.risks.machine.small_register import make_trust
from tests.risks.machine.world import PAGES


class CycleMachine(Papers, Forging):
    """Every step there is; where they have led, all is tried that cannot be done, and read that may be."""

    def teardown(self) -> None:
        """Refused, every one of them, and no trace of section 2."""
        try:
            for attempt in (*self.refused, *self.forgeries):
                attempt()
            self.look_at_the_gates()
            for page in PAGES:
                self.read("stranger", page, "jun-11")
            self.all_holds()
        finally:
            super().teardown()


EXAMPLES = int(os.environ.get("CYCLE_EXAMPLES", "0"))
LENGTH = settings(
    derandomize=not EXAMPLES,
    max_examples=EXAMPLES or 6,
    stateful_step_count=35,
    deadline=None,
    database=None,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink] if EXAMPLES else [Phase.generate],
)


@pytest.mark.django_db
def test_in_whatever_order_the_cycle_is_gone_through_what_a_committee_was_given_stays() -> None:
    CycleMachine.trust = make_trust()
    with tenancy.trust(CycleMachine.trust):
        run_state_machine_as_test(CycleMachine, settings=LENGTH)
