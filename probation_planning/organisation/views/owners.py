"""What is done alike with a post and with a group."""

from django.contrib import messages
from django.http import QueryDict

from probation_planning.organisation.forms.settings import OwnerForm
from probation_planning.organisation.hands import latest_change
from probation_planning.organisation.models import Owner
from probation_planning.organisation.services.posts import rename_owner, reopen_owner
from probation_planning.organisation.services.settings import seen_of
from probation_planning.organisation.views.settings import SettingsAct, SureAct


class OwnerAct(SettingsAct):
    """A form about one owner; `what` it is, in a word."""

    about: Owner
    what: str


class RenameOwner(OwnerAct):
    """Another name for it."""

    @property
    def heading(self) -> str:  # type: ignore[override]
        """Which."""
        return f"Rename {self.about}"

    def form(self, data: QueryDict | None = None) -> OwnerForm:
        """With its name now."""
        return OwnerForm(data, initial={"name": self.about.name, "seen": seen_of(self.about, ("name",))})

    def act(self, form: OwnerForm) -> str:
        """Rename it."""
        said = form.cleaned_data
        owner = rename_owner(owner=self.about, reader=self.request.reader, name=said["name"], seen=said["seen"])
        messages.success(self.request, f"The {self.what} is called {owner} from now on.")
        return self.back_url


class ReopenOwner(SureAct, OwnerAct):
    """Taking it up again after it was closed; `lacks` says what it is still without."""

    button = "Reopen it"
    lacks: str

    @property
    def heading(self) -> str:  # type: ignore[override]
        """Which."""
        return f"Reopen {self.about}"

    def seen(self) -> int:
        """Its latest change."""
        return latest_change(self.about)

    def is_done(self) -> bool:
        """Whether it is open."""
        return Owner.objects.filter(pk=self.about.pk, closed_on=None).exists()

    def sure(self) -> str:
        """Reopen it."""
        owner = reopen_owner(owner=self.about, reader=self.request.reader)
        messages.success(self.request, f"{owner} is open again. {self.lacks}")
        return self.back_url
