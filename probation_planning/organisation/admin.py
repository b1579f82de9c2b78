"""The one administration: grouped by room, behind the same sign-in and the same walls, in one trust at a time.

Administrators keep people, posts and bodies; what a room holds is open to those whose role manages that room.
"""

import uuid
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import IntegrityError, connection, models, transaction
from django.http import HttpRequest
from django.shortcuts import redirect

from probation_planning.organisation.beside import (
    ONCE,
    SAVED_ALREADY,
    SEEN,
    UNMARKED,
    made_before,
    mark_of,
    meanwhile,
    seen_of_form,
)
from probation_planning.organisation.hands import sign
from probation_planning.organisation.models import (
    Body,
    DeliveryUnit,
    Document,
    Group,
    GroupMember,
    Holding,
    Meeting,
    Membership,
    OwnerKind,
    Post,
    Quarter,
    Role,
    Trust,
    User,
    Year,
)
from probation_planning.organisation.refusals import sentence_of
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.services.people import belongs_elsewhere
from probation_planning.organisation.walls import is_append_only
from probation_planning.ui.forms import HouseModelForm

STAYS = "Something else refers to it, so it stays."


class Walled:
    """What every list, form and inline of the administration obeys: the trust's rows alone, and the table of roles.

    `kind` is the kind of thing in `roles.py` whose managers may change it; without one it is the administrator's.
    Rows that may only be added to, and rows the database keeps, are shown and never changed.
    """

    is_walled = True
    kind: ClassVar[Kind | None] = None
    model: type[models.Model]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """The rows of the trust at work; the room's own gate besides where it has one."""
        rows = self.model._default_manager.get_queryset()
        if hasattr(rows, "visible_to"):
            visible: models.QuerySet[Any] = rows.visible_to(_reader(request))
            return visible
        if any(field.name == "trust" for field in self.model._meta.fields):
            return rows.filter(trust=_reader(request).trust)
        return rows

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the room is shown at all."""
        return self._may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By role."""
        return self._may(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By role; dated rows are given in the application, by those whose word they are."""
        return self._may(request) and not self._is_kept()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By role; never for dated rows."""
        return self._may(request) and not self._is_kept()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By role; never for dated rows."""
        return self._may(request) and not self._is_kept()

    def _may(self, request: HttpRequest) -> bool:
        reader = getattr(request, "reader", None)
        if reader is None:
            return False
        return Role.ADMINISTRATOR in reader.roles if self.kind is None else may(reader, Act.MANAGE, self.kind)

    def _is_kept(self) -> bool:
        return is_append_only(self.model) or bool(getattr(self.model, "kept_by_database", False))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choices come through the same gates as lists."""
        other = db_field.remote_field.model
        rows = other._default_manager.get_queryset()
        if hasattr(rows, "visible_to"):
            kwargs.setdefault("queryset", rows.visible_to(_reader(request)))
        elif other is User:
            kwargs.setdefault("queryset", people_of(_reader(request)))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class RefusableForm(HouseModelForm):
    """A form that says what the database refused."""

    refusal = ""

    def clean(self) -> dict[str, Any]:
        """Wrong as a whole where a rule of the database was broken."""
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        return cleaned


class TrustAdmin(Walled, admin.ModelAdmin[Any]):
    """A list and a form of the administration."""

    form = RefusableForm
    list_per_page = 50
    show_full_result_count = False
    # Deleting stays on each form, where it is asked twice and told what hangs on it.
    actions = None

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """The filters a list shows, and nothing else: a query string must not ask about passwords."""
        shown = [name for name in self.list_filter if isinstance(name, str)]
        return any(lookup == name or lookup.startswith(f"{name}__") for name in shown)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row of a form; a query that names an empty field asks by its key."""
        return super().get_object(request, object_id, from_field or None)

    # Django's own way there asks by the keys of any table whether a thing exists; `site.py` closes it.
    def view_on_site(self, obj: Any) -> str | None:
        """The page of the row itself, where it has one."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    # The database records every change; a second log would hold names across trusts.

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing."""

    def log_deletions(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> Any:
        """Nothing."""

    # What the database refuses comes back on the form, with what was typed; so does what was filled in beside something
    # else than is there now.

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form; once more with the sentence where a rule of the database was broken, or somebody came before."""
        if request.method == "POST":
            # Whoever changes this trust's settings or administration now comes first.
            Trust.objects.select_for_update(no_key=True).order_by().get(pk=_reader(request).trust.pk)
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if row is not None and self.has_change_permission(request, row):
            seen = seen_of_form(self, request, row)
            extra_context = (extra_context or {}) | {"hidden": (SEEN, seen)}
            if request.method == "POST" and request.POST.get(SEEN) != str(seen):
                request.refusal = meanwhile(self, request, row)  # type: ignore[attr-defined]
                answer = super().changeform_view(request, object_id, form_url, extra_context)
                answer.status_code = 409
                return answer
        elif object_id is None:
            extra_context = (extra_context or {}) | {"hidden": (ONCE, uuid.uuid4())}
            if request.method == "POST" and (once := mark_of(request)) is None:
                request.refusal = UNMARKED  # type: ignore[attr-defined]
            elif request.method == "POST" and once is not None:
                if there := made_before(self.model, once):
                    messages.info(request, SAVED_ALREADY)
                    return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", there)
                sign(once)
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as refused:
            request.refusal = sentence_of(refused)  # type: ignore[attr-defined]
            if not request.refusal:  # type: ignore[attr-defined]
                raise
        return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Gone, or back on its form with the sentence of what keeps it."""
        try:
            with transaction.atomic():
                response = super().delete_view(request, object_id, extra_context)
                connection.check_constraints()
                return response
        except IntegrityError as refused:
            # What was said of it before it came back is not so.
            list(messages.get_messages(request))
            messages.error(request, sentence_of(refused) or STAYS)
        return redirect(request.path.removesuffix("delete/") + "change/")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form, which is wrong from the start where the database has refused it."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        return form


class TrustInline(Walled, admin.TabularInline[Any, Any]):
    """Rows that belong to the row above them."""

    form = HouseModelForm
    extra = 0
    show_change_link = True


def people_of(reader: Reader) -> models.QuerySet[User]:
    """People with a role in the reader's trust."""
    return User.objects.filter(pk__in=Membership.objects.filter(trust=reader.trust).values("user"))


def _reader(request: HttpRequest) -> Reader:
    reader: Reader = request.reader  # type: ignore[attr-defined]
    return reader


class OnesOwnAreRead(TrustInline):
    """Rows of a person, which nobody gives to or takes from themselves."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only for others."""
        return obj != request.user and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only for others."""
        return obj != request.user and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only for others."""
        return obj != request.user and super().has_delete_permission(request, obj)


class MembershipInline(OnesOwnAreRead):
    """The roles of a person."""

    model = Membership


class HoldingInline(OnesOwnAreRead):
    """The posts of a person."""

    model = Holding


@admin.register(User)
class UserAdmin(TrustAdmin):
    """People of the trust. Passwords are never typed here: people set their own by e-mail."""

    list_display = ["name", "email", "is_active", "is_staff"]
    search_fields = ["name", "email"]
    list_filter = ["is_active", "memberships__role"]
    fields = ["name", "email", "is_active"]
    inlines = [MembershipInline, HoldingInline]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        """People with a role in this trust."""
        return people_of(_reader(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """An address stays, since whoever has it can have the password; a person of another trust too is not ours."""
        if obj is None:
            return []
        return ["name", "email", "is_active"] if belongs_elsewhere(obj, _reader(request)) else ["email"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are made inactive; what they did keeps their name."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A new person has no password until they set one."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


@admin.register(Trust)
class TrustPage(TrustAdmin):
    """The trust itself."""

    list_display = ["name", "slug"]
    fields = ["name", "short_name", "slug", "marking"]
    readonly_fields = ["slug"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Trust]:
        """The one at work."""
        return Trust.objects.filter(pk=_reader(request).trust.pk)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A trust is made with its first year, by `load_paper` or at set-up."""
        return False

    has_delete_permission = has_add_permission


class QuarterInline(TrustInline):
    """The four quarters."""

    model = Quarter
    max_num = 4


@admin.register(Year)
class YearAdmin(TrustAdmin):
    """Financial years."""

    list_display = ["label", "opened_on", "closed_on", "answers_from"]
    inlines = [QuarterInline]


@admin.register(DeliveryUnit)
class DeliveryUnitAdmin(TrustAdmin):
    """Delivery units."""

    list_display = ["name", "kind", "owner", "opened_on", "closed_on"]
    list_filter = ["kind"]
    search_fields = ["name"]


class PostHolderInline(TrustInline):
    """Who holds the post, and when."""

    model = Holding
    fk_name = "post"


class SitsInInline(TrustInline):
    """The posts of a group."""

    model = GroupMember
    fk_name = "group"
    fields = ["post", "since", "until", "is_reading", "ground", "confirmed_by", "confirmed_on"]


@admin.register(Post)
class PostAdmin(TrustAdmin):
    """Posts, and who holds them."""

    list_display = ["name", "order", "closed_on", "successor"]
    search_fields = ["name"]
    fields = ["name", "order", "closed_on", "successor"]
    inlines = [PostHolderInline]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Owners that are posts."""
        return Post.objects.posts().filter(trust=_reader(request).trust)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """What is made here is a post."""
        obj.kind = OwnerKind.POST
        super().save_model(request, obj, form, change)


@admin.register(Group)
class GroupAdmin(TrustAdmin):
    """Groups and units, and the posts in them."""

    list_display = ["name", "kind", "order", "closed_on"]
    list_filter = ["kind"]
    search_fields = ["name"]
    fields = ["name", "kind", "order", "closed_on"]
    inlines = [SitsInInline]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Owners that are not posts."""
        return Group.objects.groups().filter(trust=_reader(request).trust)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A group or a unit."""
        if db_field.name == "kind":
            kwargs["choices"] = [choice for choice in OwnerKind.choices if choice[0] != OwnerKind.POST]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class MeetingInline(TrustInline):
    """When the body meets."""

    model = Meeting


@admin.register(Body)
class BodyAdmin(TrustAdmin):
    """Committees and what they read."""

    list_display = ["name", "sections", "role", "order"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [MeetingInline]


@admin.register(Document)
class DocumentAdmin(TrustAdmin):
    """Documents that rows were loaded from."""

    list_display = ["title", "file"]
    readonly_fields = ["title", "file", "sha256"]
