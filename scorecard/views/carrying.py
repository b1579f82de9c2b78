"""The officer's page that brings an earlier scorecard forward."""

from typing import Any

from django.contrib import messages
from django.http import Http404, QueryDict
from django.urls import path

from scorecard.forms.carrying import BringForwardForm
from scorecard.models import Measure, Scorecard
from scorecard.services.carrying import Brought, bring_forward, choices_of, scorecard_before, to_bring_forward
from scorecard.views.reading import scorecard_of
from scorecard.views.setting_up import CardAct


class BringForwardView(CardAct):
    """Measures of the scorecard before that go on in this year's, which is made where there is none."""

    template_name = "scorecard/bring_forward.html"
    button = "Bring them forward"
    leave = "Leave them"
    before: Scorecard
    is_new: bool

    def enter(self) -> None:
        """The year's scorecard, or one that is to be."""
        there = scorecard_of(self.request)
        self.is_new = there is None
        self.scorecard = there or Scorecard(year=self.request.year, title=self.request.year.label)

    def find(self, **kwargs: Any) -> None:
        """The scorecard before."""
        before = scorecard_before(self.request.year)
        if before is None:
            raise Http404
        self.before = before
        self.heading = f"Bring forward from {before.year.label}"

    @property
    def back(self) -> str:
        """Where one came from."""
        return self.address("scorecard" if self.is_new else "set_up")

    @property
    def consequences(self) -> list[str]:
        """What comes along besides."""
        if not self.is_new:
            return []
        return [
            f"{self.request.year.label} is given a scorecard with the vision, mission and all perspectives of "
            f"{self.before.year.label}, and the measures that you choose."
        ]

    def context(self) -> dict[str, Any]:
        """Whether anything is left to bring."""
        nothing_left = not self.is_new and not to_bring_forward(self.before).exists()
        return super().context() | {"before": self.before, "nothing_left": nothing_left}

    def form(self, data: QueryDict | None = None) -> BringForwardForm:
        """Those that are not carried yet, all of them chosen."""
        choices = dict(choices_of(to_bring_forward(self.before)))
        chosen = list(choices)
        if data is not None:
            # What was carried since the form was opened is no fault of who sent it.
            sent = [int(key) for key in data.getlist("keys") if key.isdecimal() and len(key) < 19]
            gone = Measure.objects.filter(perspective__scorecard=self.before, pk__in=sent).exclude(carried_to=None)
            choices |= {row.pk: str(row) for row in gone}
        initial = {"keys": chosen, "targets": "without"}
        return BringForwardForm(data, choices=choices, may_be_none=self.is_new, initial=initial)

    def act(self, form: BringForwardForm) -> str:
        """Bring them."""
        brought = bring_forward(
            year=self.request.year,
            reader=self.request.reader,
            keys=form.cleaned_data["keys"],
            with_targets=form.cleaned_data["targets"] == "with",
        )
        self._tell(brought)
        return self.address("set_up")

    def _tell(self, brought: Brought) -> None:
        number = len(brought.measures)
        if number:
            many = "1 measure is" if number == 1 else f"{number} measures are"
            messages.success(self.request, f"{many} brought forward.")
        else:
            made = (
                f"The scorecard of {self.request.year.label} is created." if self.is_new else "They are here already."
            )
            messages.info(self.request, made)
        if brought.left:
            messages.warning(self.request, f"Left behind: {' '.join(brought.left)}")


urlpatterns = [path("bring-forward/", BringForwardView.as_view(), name="bring_forward")]
