"""Settings: groups, and the posts that sit in them."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.forms.settings import AddOwnerForm, AddSeatForm, SeatForm, SeenForm
from probation_planning.organisation.models import GroupMember, Owner, OwnerKind
from probation_planning.organisation.posts import former_names, seats_of
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.services.groups import ABOUT_SEAT, change_seat, confirm_seats, seat, seats_seen
from probation_planning.organisation.services.holdings import span
from probation_planning.organisation.services.posts import add_owner
from probation_planning.organisation.services.settings import refuse_unless_managed, seen_of
from probation_planning.organisation.views.owners import OwnerAct, RenameOwner, ReopenOwner
from probation_planning.organisation.views.settings import AddAct, Crumb, SettingsPage, address, group_of


class GroupsView(SettingsPage):
    """Every group, and which posts sit in it today."""

    template_name = "organisation/groups.html"
    title = "Groups"

    def context(self) -> dict[str, Any]:
        """Those that are open, then those that were closed."""
        rows = Owner.objects.groups().filter(trust=self.request.reader.trust).select_related("successor")
        groups = list(rows.order_by("order", "name", "pk"))
        return {
            "open": seats_of([one for one in groups if one.closed_on is None], clock.today()),
            "closed": [one for one in groups if one.closed_on],
        }


class GroupView(SettingsPage):
    """A group: which posts sit in it, which did, which are to, and what was only read."""

    template_name = "organisation/group_detail.html"
    about: Owner

    def find(self, **kwargs: Any) -> None:
        """The group."""
        self.about = group_of(self.request, kwargs["slug"])

    def context(self) -> dict[str, Any]:
        """All that is known of it."""
        [(group, times)] = seats_of([self.about], clock.today())
        groups = ("Groups", address(self.request, "groups"))
        return {
            "group": group,
            "is_open": group.closed_on is None,
            "times": times,
            "seen": seats_seen(group),
            "unconfirmed": [row for row in (*times.now, *times.to_come, *times.past) if row.is_unconfirmed],
            "names": former_names(group),
            "crumbs": [("Settings", address(self.request, "settings")), groups, (str(group), "")],
        }


@require_POST
def confirm(request: HttpRequest, trust: str, slug: str) -> HttpResponse:
    """Say that what was read of seats is right: of the one named, or of all that the page showed."""
    ours = cast(ReaderRequest, request)
    group = group_of(ours, slug)
    refuse_unless_managed(ours.reader)
    members = [int(one) for one in request.POST.getlist("member") if one.isdecimal() and len(one) < 18]
    form = SeenForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else 0
    try:
        many = confirm_seats(group=group, reader=ours.reader, members=members, seen=seen)
    except Conflict:
        many = 0
        messages.warning(request, "The seats were changed after you opened the page. Nothing is confirmed: look again.")
    if many:
        messages.success(request, f"{many} {'seat is' if many == 1 else 'seats are'} confirmed.")
    return redirect(address(ours, "group", group.slug))


class AddGroupView(AddAct):
    """A group more."""

    heading, button = "Add a group", "Add the group"
    back, back_name = "groups", "Groups"

    def form(self, data: QueryDict | None = None) -> AddOwnerForm:
        """Its name."""
        return AddOwnerForm(data)

    def act(self, form: AddOwnerForm) -> str:
        """Add it."""
        group = add_owner(reader=self.request.reader, kind=OwnerKind.GROUP, **form.cleaned_data)
        messages.success(self.request, f"{group} is added. No post sits in it yet.")
        return address(self.request, "group", group.slug)


class GroupAct(OwnerAct):
    """A form about one group."""

    what = "group"

    def find(self, **kwargs: Any) -> None:
        """The group."""
        self.about = group_of(self.request, kwargs["slug"])

    @property
    def back_url(self) -> str:
        """Its page."""
        return address(self.request, "group", self.about.slug)

    @property
    def crumbs(self) -> list[Crumb]:
        """The way back to the group."""
        groups = ("Groups", address(self.request, "groups"))
        return [("Settings", address(self.request, "settings")), groups, (str(self.about), self.back_url)]


class RenameGroupView(RenameOwner, GroupAct):
    """Another name for a group."""

    @property
    def consequences(self) -> tuple[str, ...]:
        """Where which name stands."""
        return ("What was answered, rated or given to a committee keeps the name of its day.",)


class ReopenGroupView(ReopenOwner, GroupAct):
    """Taking a closed group up again."""

    lacks = "Say which posts sit in it."

    @property
    def consequences(self) -> tuple[str, ...]:
        """What comes back, and what does not."""
        return (
            "The group can own things again. No post sits in it until you say which do.",
            "What another took over when it closed stays there; so does everything that was said under any name.",
        )


class AddSeatView(GroupAct):
    """A post that is to sit in the group."""

    @property
    def heading(self) -> str:  # type: ignore[override]
        """Which group."""
        return f"Add a post to {self.about}"

    @property
    def consequences(self) -> tuple[str, ...]:
        """What whoever holds the post may do."""
        return ("Whoever holds the post answers for what the group owns, and reads it.",)

    def form(self, data: QueryDict | None = None) -> AddSeatForm:
        """Empty."""
        return AddSeatForm(data, trust=self.request.reader.trust)

    def act(self, form: AddSeatForm) -> str:
        """Save it."""
        member = seat(group=self.about, reader=self.request.reader, **form.cleaned_data)
        messages.success(self.request, f"{member.post} sits in {member.group}{span(member.since, member.until)}.")
        return self.back_url


class SeatView(GroupAct):
    """Changing from when to when a post sits in the group, or ending it."""

    member: GroupMember

    def find(self, **kwargs: Any) -> None:
        """The group and the seat."""
        super().find(**kwargs)
        rows: Any = GroupMember.objects.filter(group=self.about)
        self.member = get_object_or_404(rows.select_related("post", "group"), number=kwargs["number"])

    @property
    def heading(self) -> str:  # type: ignore[override]
        """Which post in which group."""
        return f"{self.member.post} in {self.about}"

    def form(self, data: QueryDict | None = None) -> SeatForm:
        """As it stands."""
        now = {name: getattr(self.member, name) for name in ABOUT_SEAT}
        return SeatForm(data, initial={**now, "seen": seen_of(self.member, ABOUT_SEAT)})

    def act(self, form: SeatForm) -> str:
        """Save it."""
        member = change_seat(member=self.member, reader=self.request.reader, **form.cleaned_data)
        messages.success(self.request, f"{member.post} sits in {member.group}{span(member.since, member.until)}.")
        return self.back_url
