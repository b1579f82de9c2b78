"""What was changed of one risk."""

from typing import Any

from django.http import Http404

from probation_planning.history.changes import Part
from probation_planning.history.views import HistoryView
from probation_planning.organisation import tenancy
from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.views.settings import Crumb
from risks.models import (
    Acceptance,
    Action,
    Assessment,
    Control,
    Decision,
    Entry,
    EntryCategory,
    EntryOwner,
    Question,
    Target,
    Turn,
)
from risks.reading import OpenRegister
from risks.views.base import entry_asked, register_of

# Dated rows about a risk. Working notes are their writers' and the officer's, and on no page for others.
DATED = (Assessment, Decision, Turn, Action, Control, Acceptance, Target, Question)


class RiskHistoryView(HistoryView):
    """A risk's: words and owners as they are worked on, and dated rows as far as each was given to the reader."""

    entry: Entry
    opened: OpenRegister

    def find(self, **kwargs: Any) -> None:
        """The risk, which the reader must see now."""
        opened = register_of(self.request)
        entry = entry_asked(self.request, opened, kwargs["reference"]) if opened else None
        if opened is None or entry is None:
            raise Http404
        self.opened, self.entry = opened, entry

    def parts(self) -> list[Part]:
        """Who reads only what was issued is not told what was changed between."""
        reader, key = self.request.reader, self.entry.pk
        parts = [Part(model, "entry_id", key, model.objects.visible_to(reader).filter(entry=key)) for model in DATED]
        if reader.working_roles:
            parts.append(Part(Entry, "id", key))
            if self._always_open():
                parts += [Part(EntryOwner, "entry_id", key), Part(EntryCategory, "entry_id", key)]
        return parts

    def _always_open(self) -> bool:
        """Whether its owners and categories never changed behind the reader's wall: these rows bear no section."""
        register, reader = self.opened.register, self.request.reader
        if not reader.roles.isdisjoint(register.section_two_roles):
            return True
        if reader.owns(row.owner_id for row in self.entry.owners.all()):
            return True
        events = Entry.pgh_event_model.objects  # type: ignore[attr-defined]
        with tenancy.trust(reader.trust):
            return not events.filter(pgh_obj=self.entry.pk, section=2).exists()

    def named(self) -> tuple[str, list[Crumb]]:
        """The reference and title, and the way through the register."""
        trust, year, reference = self.request.reader.trust.slug, self.request.year.slug, self.entry.reference
        return f"Risk {reference}", [
            ("Risk register", way_to("risks:risk_list", trust, year)),
            (f"Risk {reference}", way_to("risks:risk_detail", trust, year, reference)),
        ]
