"""Settings: handing a post over to another person, and closing a post or group that another takes over."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.utils.functional import cached_property

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.forms.settings import SucceedForm
from probation_planning.organisation.models import Holding, Owner, OwnerKind
from probation_planning.organisation.posts import held_posts
from probation_planning.organisation.services.holdings import succeed, who_holds
from probation_planning.organisation.services.years import in_words
from probation_planning.organisation.views.groups import GroupAct
from probation_planning.organisation.views.posts import PostAct, told, warn_of_role
from probation_planning.organisation.views.settings import SettingsAct
from probation_planning.reports.forms.handover import HandOverForm
from probation_planning.reports.handover import Estate, estate_of, hand_over, may_close_alone


class HandOverAct(SettingsAct):
    """What every way shows: all that the post or group owns."""

    about: Owner
    template_name = "reports/hand_over.html"
    button = "Hand over"

    @cached_property
    def estate(self) -> Estate:
        """As far as the reader sees it."""
        return estate_of(self.request.reader, self.about)

    def context(self) -> dict[str, Any]:
        """With what it owns."""
        return super().context() | {"estate": self.estate, "about": self.about}


class PersonView(HandOverAct, PostAct):
    """To another person: one leaves on a day, the other begins on the next."""

    @property
    def heading(self) -> str:  # type: ignore[override]
        """Which post."""
        return f"Hand {self.about} over to another person"

    @property
    def consequences(self) -> tuple[str, ...]:
        """That the post keeps what it owns."""
        return (
            "What the post owns stays with the post and follows whoever holds it: from the first day on the new holder "
            "has it in “My work”, and the one before has not. Deputies and acting holders stay as they are.",
        )

    def form(self, data: QueryDict | None = None) -> SucceedForm:
        """With whoever is in the post first; a form that is sent again may name somebody who has left it since."""
        [held] = held_posts([self.about], clock.today())
        rows: list[Holding] = [*held.times.now, *held.times.to_come, *(held.times.past if data is not None else ())]
        chosen = {"holding": rows[0], "capacity": rows[0].capacity} if rows else {}
        beside = {"seen": who_holds(self.about), **chosen}
        return SucceedForm(data, trust=self.request.reader.trust, holdings=rows, initial=beside)

    def act(self, form: SucceedForm) -> str:
        """Hand it over."""
        said = form.cleaned_data
        begun = succeed(reader=self.request.reader, **said)
        leaves = said["holding"].user
        messages.success(self.request, f"{leaves} leaves the post after {in_words(said['last_day'])}. {told(begun)}")
        warn_of_role(self.request, said["user"])
        return self.back_url

    def conflict(self, form: Any, conflict: Conflict) -> HttpResponse:
        """Who holds it now, with what was typed."""
        [held] = held_posts([self.about], clock.today())
        now = [told(row) for row in (*held.times.now, *held.times.to_come)]
        again = self.request.POST.copy()
        again["seen"] = str(who_holds(self.about))
        form.data = again
        says = " ".join(["Who holds the post has changed since you opened this page.", *now])
        form.add_error(None, f"{says} If it is still to be handed over, do so again.")
        return self.page(form, status=409)


class CloseAct(HandOverAct):
    """To another post or group: this one closes, and everything open that it owns moves."""

    @cached_property
    def may_close_alone(self) -> bool:
        """Whether somebody has to take over."""
        return may_close_alone(self.request.reader, self.estate)

    @property
    def kind(self) -> str:
        """A post, a group or a unit, in words."""
        return self.about.get_kind_display().lower()

    @property
    def heading(self) -> str:  # type: ignore[override]
        """What closes."""
        return f"Close {self.about}" + ("" if self.may_close_alone else " and hand its work over")

    @property
    def button(self) -> str:  # type: ignore[override]
        """What happens."""
        return f"Close the {self.kind}" if self.may_close_alone else "Hand over"

    @property
    def consequences(self) -> tuple[str, ...]:
        """What moves, and what stays."""
        leave = (
            "whoever holds it leaves it" if self.about.kind == OwnerKind.POST else "the posts that sit in it leave it"
        )
        return (
            f"Everything open that the {self.kind} owns moves to what takes over, also what you may not read "
            "yourself: all of it or nothing. What was answered, rated or done stays under the old name, and so does "
            "everything of a closed year.",
            f"Nobody is moved: {leave} on the day before, and who answers for the other is said on its page. A "
            f"{self.kind} that was closed can be reopened, empty.",
        )

    def form(self, data: QueryDict | None = None) -> HandOverForm:
        """Today, beside what it owns."""
        beside = {"day": clock.today(), "seen": self.estate.seen}
        return HandOverForm(data, owner=self.about, alone=self.may_close_alone, initial=beside)

    def act(self, form: HandOverForm) -> str:
        """Close it."""
        successor = hand_over(owner=self.about, reader=self.request.reader, **form.cleaned_data)
        if successor is None:
            messages.success(self.request, f"{self.about} is closed.")
            return self.back_url
        moved = "" if self.about.closed_on else f" {self.estate.sentence[0].upper()}{self.estate.sentence[1:]} moved."
        messages.success(self.request, f"{self.about} is closed, and {successor} took over.{moved}")
        return self.back_url

    def conflict(self, form: Any, conflict: Conflict) -> HttpResponse:
        """The list as it is now, with what was typed."""
        self.estate = conflict.latest
        again = self.request.POST.copy()
        again["seen"] = str(self.estate.seen)
        form.data = again
        form.add_error(
            None,
            f"What the {self.kind} owns has changed since you opened this page. Look at the list again, then hand it "
            "over.",
        )
        return self.page(form, status=409)


class PostView(CloseAct, PostAct):
    """A post closes."""


class GroupView(CloseAct, GroupAct):
    """A group closes."""
