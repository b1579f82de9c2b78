"""How to read this."""

from typing import Any

from django.views.generic import TemplateView

from probation_planning.organisation.readers import ReaderRequest
from probation_planning.reports.help import help_for


class HelpView(TemplateView):
    """Every word explained, with the trust's own scales and key."""

    request: ReaderRequest
    template_name = "reports/help.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words, and what of the register's frame the reader may see."""
        told = help_for(self.request.reader, self.request.year)
        opened = told.opened
        review = opened.current if opened else None
        framed = {"key": opened.key(review), "scales": opened.scales(review)} if opened and review else {}
        return super().get_context_data() | {"help": told, "review": review} | framed
