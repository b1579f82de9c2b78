"""What somebody of the story has before them, behind the walls that their own pages have."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from probation_planning.organisation.models import Body, Owner, Year
from probation_planning.organisation.roles import Reader
from risks.models import Entry, Review
from risks.reading import OpenRegister, open_register


@dataclass(frozen=True)
class AtHand:
    """What somebody has at hand today; a risk is named by its reference, a review by its name in addresses."""

    reader: Reader

    @property
    def year(self) -> Year:
        """The year of the story."""
        return self.reader.years[0]

    @property
    def opened(self) -> OpenRegister:
        """The register as it is open to them now."""
        found = open_register(self.reader, self.year)
        if found is None:
            raise LookupError("The register is not set up yet.")
        return found

    def entry(self, reference: str) -> Entry:
        """The risk that has this reference now."""
        entry: Entry = Entry.objects.visible_to(self.reader).get(reference=reference)
        return entry

    def review(self, slug: str) -> Review:
        """The review as it stands now."""
        return next(one for one in self.opened.frame.reviews if one.slug == slug)

    def body(self, slug: str) -> Body:
        """A body."""
        return Body.objects.get(slug=slug)

    def owner(self, name: str) -> Owner:
        """A post or a group."""
        return Owner.objects.get(name=name)

    def _rows(self, model: type[models.Model], entry: Entry, **of: Any) -> Any:
        rows: Any = model._default_manager
        return rows.visible_to(self.reader).filter(entry=entry, section=entry.section, **of).order_by("sequence")
