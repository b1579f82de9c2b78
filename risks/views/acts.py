"""What every page asks on which the officer does something to the register with a form."""

from typing import Any

from django.http import Http404

from probation_planning.organisation import acts
from risks.reading import OpenRegister
from risks.services.entries import refuse_unless_managed
from risks.views.base import register_of


class ActView(acts.ActView):
    """A form for one act on the register."""

    opened: OpenRegister
    template_name = "risks/act.html"
    needs_register = True

    def enter(self) -> None:
        """The year's register."""
        opened = register_of(self.request)
        if opened is not None:
            self.opened = opened
        elif self.needs_register:
            raise Http404

    def permit(self) -> None:
        """The officer alone."""
        refuse_unless_managed(self.request.reader)

    def context(self) -> dict[str, Any]:
        """What the page shows besides its form."""
        return {"opened": self.opened}
