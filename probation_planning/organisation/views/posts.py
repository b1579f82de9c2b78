"""Settings: posts, and who holds them."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.forms.settings import AddOwnerForm, HoldForm, HoldingForm, SeenForm
from probation_planning.organisation.hands import latest_change
from probation_planning.organisation.models import Holding, Owner, OwnerKind, User
from probation_planning.organisation.posts import former_names, held_posts, may_answer, was_taken_back
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.services.holdings import ABOUT_HOLDING, cancel_holding, change_holding, hold
from probation_planning.organisation.services.posts import add_owner, move_post, order_seen
from probation_planning.organisation.services.settings import refuse_unless_managed, seen_of
from probation_planning.organisation.services.years import in_words
from probation_planning.organisation.views.owners import OwnerAct, RenameOwner, ReopenOwner
from probation_planning.organisation.views.settings import AddAct, Crumb, SettingsPage, SureAct, address, post_of
from probation_planning.ui.forms import Refusable


class PostsView(SettingsPage):
    """Every post, and who holds it today."""

    template_name = "organisation/posts.html"
    title = "Posts"

    def context(self) -> dict[str, Any]:
        """Those that are open, then those that were closed."""
        posts = Owner.objects.posts().filter(trust=self.request.reader.trust).select_related("successor")
        found = held_posts(list(posts.order_by("order", "name", "pk")), clock.today())
        standing = [one for one in found if one.post.closed_on is None]
        return {
            "open": standing,
            "seen": order_seen([one.post for one in standing]),
            "closed": [one for one in found if one.post.closed_on],
        }


class PostView(SettingsPage):
    """A post: who holds it, who did, who is to, and what it was called."""

    template_name = "organisation/post_detail.html"
    post_asked: Owner

    def find(self, **kwargs: Any) -> None:
        """The post."""
        self.post_asked = post_of(self.request, kwargs["slug"])

    def context(self) -> dict[str, Any]:
        """All that is known of it."""
        [held] = held_posts([self.post_asked], clock.today())
        posts = ("Posts", address(self.request, "posts"))
        return {
            "held": held,
            "is_open": self.post_asked.closed_on is None,
            "names": former_names(self.post_asked),
            "crumbs": [("Settings", address(self.request, "settings")), posts, (str(self.post_asked), "")],
        }


class AddPostView(AddAct):
    """A post more."""

    heading, button = "Add a post", "Add the post"
    back, back_name = "posts", "Posts"

    def form(self, data: QueryDict | None = None) -> AddOwnerForm:
        """Its name."""
        return AddOwnerForm(data)

    def act(self, form: AddOwnerForm) -> str:
        """Add it."""
        post = add_owner(reader=self.request.reader, kind=OwnerKind.POST, **form.cleaned_data)
        messages.success(self.request, f"{post} is added. It is vacant: say who holds it.")
        return address(self.request, "post", post.slug)


class PostAct(OwnerAct):
    """A form about one post."""

    what = "post"

    def find(self, **kwargs: Any) -> None:
        """The post."""
        self.about = post_of(self.request, kwargs["slug"])

    @property
    def back_url(self) -> str:
        """Its page."""
        return address(self.request, "post", self.about.slug)

    @property
    def crumbs(self) -> list[Crumb]:
        """The way back to the post."""
        posts = ("Posts", address(self.request, "posts"))
        return [("Settings", address(self.request, "settings")), posts, (str(self.about), self.back_url)]


class RenamePostView(RenameOwner, PostAct):
    """Another name for a post."""

    @property
    def consequences(self) -> tuple[str, ...]:
        """Where which name stands."""
        return (
            "The new name stands wherever the post is named from now on.",
            "What was answered, rated or given to a committee keeps the name of its day, and the post's page says what "
            "it was called before.",
            "If the job itself is another one now, add a post and hand this one over instead.",
        )


class ReopenPostView(ReopenOwner, PostAct):
    """Taking a closed post up again."""

    lacks = "Say who holds it, and in which groups it sits."

    @property
    def consequences(self) -> tuple[str, ...]:
        """What comes back, and what does not."""
        return (
            "The post can own and be held again. It is vacant until you say who holds it.",
            "What another post took over when it closed stays there; so does everything that was said under any name.",
        )


@require_POST
def move(request: HttpRequest, trust: str, slug: str) -> HttpResponse:
    """Put a post at a place among the others."""
    ours = cast(ReaderRequest, request)
    post = post_of(ours, slug)
    refuse_unless_managed(ours.reader)
    place = request.POST.get("place", "")
    if not place.isdecimal() or len(place) > 5:
        raise Http404
    form = SeenForm(request.POST)
    try:
        move_post(
            post=post, reader=ours.reader, place=int(place), seen=form.cleaned_data["seen"] if form.is_valid() else 0
        )
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    except Conflict:
        messages.warning(request, "The order was changed after you opened the page. Nothing is moved yet: look again.")
    return redirect(address(ours, "posts") + f"#post-{post.slug}")


class HoldView(PostAct):
    """A person who is to hold the post."""

    button = "Save"

    @property
    def heading(self) -> str:  # type: ignore[override]
        """Which post."""
        return f"Who holds {self.about}"

    @property
    def consequences(self) -> tuple[str, ...]:
        """What a holder may do."""
        return (
            "From the first day to the last the person answers for all that the post and its groups own, and reads it.",
            "Several people may hold a post at once. If one follows another, hand the post over instead.",
        )

    def form(self, data: QueryDict | None = None) -> Refusable:
        """Empty."""
        return HoldForm(data, trust=self.request.reader.trust)

    def act(self, form: HoldForm) -> str:
        """Save it."""
        said = form.cleaned_data
        holding = hold(post=self.about, reader=self.request.reader, **said)
        messages.success(self.request, told(holding))
        warn_of_role(self.request, said["user"])
        return self.back_url


def told(holding: Holding) -> str:
    """What a holding comes to, in a sentence."""
    since = f" from {in_words(holding.since)}" if holding.since else ""
    until = f" until {in_words(holding.until)}" if holding.until else ""
    return f"{holding.user} is {holding.get_capacity_display().lower()} of {holding.post}{since}{until}."


def warn_of_role(request: ReaderRequest, user: User) -> None:
    """Say so where the person holds a post and may answer for nothing."""
    if not may_answer(user, request.reader.trust):
        messages.info(
            request,
            f"{user} has no role in which post-holders answer. An administrator gives them “Director or other "
            "post-holder”.",
        )


class HoldingAct(PostAct):
    """A form about one person's time in a post."""

    holding: Holding

    def find(self, **kwargs: Any) -> None:
        """The post and the holding."""
        super().find(**kwargs)
        rows: Any = Holding.objects.filter(post=self.about)
        self.holding = get_object_or_404(rows.select_related("user", "post"), number=kwargs["number"])


class HoldingView(HoldingAct):
    """Changing a holding, or ending it."""

    @property
    def heading(self) -> str:  # type: ignore[override]
        """Whose time in which post."""
        return f"{self.holding.user} in {self.about}"

    def form(self, data: QueryDict | None = None) -> HoldingForm:
        """As it stands."""
        now = {name: getattr(self.holding, name) for name in ABOUT_HOLDING}
        return HoldingForm(data, initial={**now, "seen": seen_of(self.holding, ABOUT_HOLDING)})

    def act(self, form: HoldingForm) -> str:
        """Save it."""
        holding = change_holding(holding=self.holding, reader=self.request.reader, **form.cleaned_data)
        messages.success(self.request, told(holding))
        return self.back_url


class CancelHoldingView(SureAct, HoldingAct):
    """Taking back a holding that has not begun."""

    button = "Take it back"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Taken back before by the same button, it is gone, and that is what was wanted."""
        return redirect(self.back_url) if self.is_gone else super().post(request, **kwargs)

    def find(self, **kwargs: Any) -> None:
        """The holding; to the button, also one that was taken back."""
        self.about = post_of(self.request, kwargs["slug"])
        self.is_gone = self.request.method == "POST" and was_taken_back(self.about, kwargs["number"])
        if not self.is_gone:
            super().find(**kwargs)

    @property
    def heading(self) -> str:  # type: ignore[override]
        """What is taken back."""
        return f"Take back: {told(self.holding)[:-1]}"

    def seen(self) -> int:
        """The holding as its heading says it."""
        return latest_change(self.holding)

    def sure(self) -> str:
        """Take it back."""
        cancel_holding(holding=self.holding, reader=self.request.reader)
        messages.success(self.request, f"{self.holding.user} is not to hold {self.about}.")
        return self.back_url
