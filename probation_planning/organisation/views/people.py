"""Settings: the people of the trust, their roles, and invitations."""

from collections.abc import Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac

from probation_planning.organisation import clock
from probation_planning.organisation.forms.people import InviteForm, RolesForm
from probation_planning.organisation.hands import fingerprint
from probation_planning.organisation.models import Holding, Invitation, Membership, Role, User
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.services import invitations, people
from probation_planning.organisation.views.settings import Crumb, SettingsAct, SettingsPage, SureAct, settings_crumbs
from probation_planning.ui.forms import Refusable

JUST_INVITED = "just invited"


class PeopleView(SettingsPage):
    """Everybody with a role in the trust, and who is invited."""

    template_name = "organisation/people.html"
    title = "People"

    def permit(self) -> None:
        """Officer and administrator."""
        people.refuse_unless_keeper(self.request.reader)

    def context(self) -> dict[str, Any]:
        """Each person with roles and posts, and invitations that wait."""
        reader, today = self.request.reader, clock.today()
        roles: dict[User, set[str]] = {}
        for row in Membership.objects.filter(trust=reader.trust).select_related("user").order_by("user__name", "user"):
            roles.setdefault(row.user, set()).add(row.role)
        posts: dict[int, list[str]] = {}
        held: Any = Holding.objects.filter(user__in=roles).exclude(since__gt=today).exclude(until__lt=today)
        for holding in held.select_related("post").order_by("post__order"):
            posts.setdefault(holding.user_id, []).append(str(holding.post))
        protected = set(Authenticator.objects.filter(user__in=roles).values_list("user", flat=True))
        waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None).select_related("invited_by", "post")
        now = timezone.now()
        return {
            "crumbs": settings_crumbs(self.request, self.title),
            "people": [
                {
                    "user": user,
                    "handle": handle_of(reader, "person", user.pk),
                    "roles": [role.label for role in Role if role in theirs],
                    "posts": posts.get(user.pk, []),
                    "has_factor": user.pk in protected,
                }
                for user, theirs in roles.items()
            ],
            "invitations": [
                (row, handle_of(reader, "invitation", row.pk), row.is_open(now)) for row in waiting.order_by("-made_at")
            ],
            "just_invited": self.request.session.pop(JUST_INVITED, None),
        }


class PeopleAct(SettingsAct):
    """A form about people."""

    back, back_name = "people", "People"

    def permit(self) -> None:
        """Officer and administrator."""
        people.refuse_unless_keeper(self.request.reader)

    @property
    def crumbs(self) -> list[Crumb]:
        """The way back."""
        return settings_crumbs(self.request, self.back_name, self.back_url)


class SurePeopleAct(PeopleAct, SureAct):
    """A button about people, and what it brings."""

    def begin(self) -> None:
        """Wait for whoever changes the people of this trust now."""
        people.begin(self.request.reader)


class InviteView(PeopleAct):
    """Inviting an address."""

    heading, button = "Invite somebody", "Invite"

    @property
    def consequences(self) -> tuple[str, ...]:
        """What an invitation is."""
        how = (
            "The link goes to the address by e-mail."
            if settings.CAN_MAIL
            else "No mail server is set up: you are shown the link once, to send it yourself."
        )
        return (f"{how} It works once, for seven days, and for this trust alone.",)

    def form(self, data: QueryDict | None = None) -> Refusable:
        """Empty."""
        return InviteForm(data, reader=self.request.reader)

    def act(self, form: InviteForm) -> str:
        """Invite, and show the link where nobody mails it."""
        invited = invitations.invite(reader=self.request.reader, **form.cleaned_data)
        if settings.CAN_MAIL:
            messages.success(
                self.request,
                f"{invited.invitation.email} is invited. The link leaves by e-mail now. "
                "Should it not arrive, withdraw the invitation and invite again.",
            )
        else:
            self.request.session[JUST_INVITED] = [invited.invitation.email, invited.link]
        return self.back_url


class WithdrawView(SurePeopleAct):
    """Taking an invitation back."""

    heading, button = "Withdraw an invitation", "Withdraw it"
    invitation: Invitation

    def find(self, **kwargs: Any) -> None:
        """The invitation."""
        reader = self.request.reader
        rows = Invitation.objects.filter(trust=reader.trust)
        self.invitation = _by_handle(reader, "invitation", rows, kwargs["handle"])

    @property
    def consequences(self) -> tuple[str, ...]:
        """What follows."""
        return (f"The link that {self.invitation.email} was sent stops working. You can invite the address again.",)

    def seen(self) -> int:
        """Whether it was accepted or withdrawn."""
        return fingerprint([str(self.invitation.accepted_at), str(self.invitation.withdrawn_at)])

    def is_done(self) -> bool:
        """Whether it is withdrawn."""
        return self.invitation.withdrawn_at is not None

    def sure(self) -> str:
        """Withdraw it."""
        invitations.withdraw(invitation=self.invitation, reader=self.request.reader)
        messages.success(self.request, f"The invitation of {self.invitation.email} is withdrawn.")
        return self.back_url


class PersonAct(PeopleAct):
    """A form about one person of the trust."""

    person: User

    def find(self, **kwargs: Any) -> None:
        """The person; 404 for who has no role in the trust."""
        reader = self.request.reader
        rows = User.objects.filter(pk__in=Membership.objects.filter(trust=reader.trust).values("user"))
        self.person = _by_handle(reader, "person", rows, kwargs["handle"])


class RolesView(PersonAct):
    """The roles of a person."""

    button = "Save the roles"

    @property
    def heading(self) -> str:  # type: ignore[override]
        """Whose."""
        return f"Roles of {self.person}"

    @property
    def consequences(self) -> tuple[str, ...]:
        """When it counts."""
        return ("What changes counts from the person’s next page on.",)

    def form(self, data: QueryDict | None = None) -> Refusable:
        """The roles they have."""
        now = people.roles_of(self.person, self.request.reader.trust)
        shown = {"roles": now, "seen": fingerprint(now)}
        kept = people.kept_from(self.request.reader, now)
        return RolesForm(data, reader=self.request.reader, kept=kept, initial=shown)

    def act(self, form: RolesForm) -> str:
        """Give and take."""
        reader, said = self.request.reader, form.cleaned_data
        people.change_roles(user=self.person, reader=reader, **said)
        messages.success(self.request, f"The roles of {self.person} are saved.")
        return self.back_url

    def in_words(self, name: str, value: Any) -> object:
        """Roles by their names."""
        return ", ".join(role.label for role in Role if role in value)


class LeaveView(SurePeopleAct, PersonAct):
    """Ending a membership."""

    button = "End the membership"

    @property
    def heading(self) -> str:  # type: ignore[override]
        """Whose."""
        return f"End the membership of {self.person}?"

    @property
    def consequences(self) -> Sequence[str]:
        """What follows."""
        return (
            "All their roles in this trust end at once, and they hold no post of it from today on.",
            "What they did stays under their name. Hand what their posts own over to somebody else.",
        )

    def seen(self) -> int:
        """The roles that end."""
        return fingerprint(people.roles_of(self.person, self.request.reader.trust))

    def sure(self) -> str:
        """End it."""
        people.end_membership(user=self.person, reader=self.request.reader)
        messages.success(self.request, f"{self.person} no longer belongs to the trust.")
        return self.back_url


class SignOutView(SurePeopleAct, PersonAct):
    """Ending a person's sessions."""

    button = "Sign them out everywhere"

    @property
    def heading(self) -> str:  # type: ignore[override]
        """Whose."""
        return f"Sign {self.person} out everywhere?"

    @property
    def consequences(self) -> Sequence[str]:
        """What follows."""
        return ("Every session of theirs ends now. They can sign in again; what they typed is kept as drafts.",)

    def seen(self) -> int:
        """Whose sessions end: that is all the page tells of."""
        return fingerprint(self.person.pk)

    def sure(self) -> str:
        """End them."""
        ended = people.end_sessions_of(user=self.person, reader=self.request.reader)
        how = "was signed in nowhere" if ended == 0 else "is signed out everywhere"
        messages.success(self.request, f"{self.person} {how}.")
        return self.back_url


class RemoveFactorView(SurePeopleAct, PersonAct):
    """Taking a second factor away whose owner has lost it."""

    button = "Remove it"

    @property
    def heading(self) -> str:  # type: ignore[override]
        """Whose."""
        return f"Remove the second factor of {self.person}?"

    @property
    def consequences(self) -> Sequence[str]:
        """What follows, and what to make sure of before."""
        return (
            "Do this when they have lost their phone or passkey and their recovery codes. Make sure that it is they "
            "who ask: speak to them.",
            "They are signed out everywhere, are told by mail, and come in with their password until they set up "
            "another.",
        )

    def seen(self) -> int:
        """Whose it is: that is all the page tells of."""
        return fingerprint(self.person.pk)

    def sure(self) -> str:
        """Remove it."""
        had_one = people.remove_second_factor(user=self.person, reader=self.request.reader)
        how = "can sign in with their password" if had_one else "has no second factor"
        messages.success(self.request, f"{self.person} {how}.")
        return self.back_url


def handle_of(reader: Reader, what: str, key: int) -> str:
    """What a person or an invitation is called in addresses: no key, no e-mail address, and another in each trust."""
    said = f"{what} {reader.trust.pk} {key}"
    return salted_hmac("probation_planning.people", said, algorithm="sha256").hexdigest()[:16]


def _by_handle(reader: Reader, what: str, rows: Any, handle: str) -> Any:
    found = next((row for row in rows if handle_of(reader, what, row.pk) == handle), None)
    if found is None:
        raise Http404
    return found
