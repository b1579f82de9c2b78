"""Settings: what is printed on each page of the trust's papers."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import QueryDict

from probation_planning.organisation.forms.settings import PapersForm
from probation_planning.organisation.services.papers import ABOUT_PAPERS, mark_papers
from probation_planning.organisation.services.settings import seen_of
from probation_planning.organisation.views.settings import SettingsAct


class PapersView(SettingsAct):
    """The marking of the trust's papers."""

    heading = "Papers"

    @property
    def consequences(self) -> Sequence[str]:
        """From when on."""
        return ("Papers made from now on bear it. What was issued before keeps the marking it was issued with.",)

    def form(self, data: QueryDict | None = None) -> PapersForm:
        """As it stands."""
        trust = self.request.reader.trust
        return PapersForm(data, initial={"marking": trust.marking, "seen": seen_of(trust, ABOUT_PAPERS)})

    def act(self, form: PapersForm) -> str:
        """Save it."""
        said = form.cleaned_data
        mark_papers(reader=self.request.reader, marking=said["marking"], seen=said["seen"])
        messages.success(self.request, "The marking of papers is saved.")
        return self.back_url
