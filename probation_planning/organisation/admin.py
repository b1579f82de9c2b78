"""The one administration: grouped by room, behind the same sign-in and the same walls, in one trust at a time.

Administrators keep people, posts and bodies; what a room holds is open to those whose role manages that room.
"""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

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
    Trust,
    User,
    Year,
)
from probation_planning.organisation.services.people import belongs_elsewhere
from probation_planning.organisation.walled import TrustAdmin, TrustInline, people_of, reader_of


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
        return people_of(reader_of(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """An address stays, since whoever has it can have the password; a person of another trust too is not ours."""
        if obj is None:
            return []
        return ["name", "email", "is_active"] if belongs_elsewhere(obj, reader_of(request)) else ["email"]

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
        return Trust.objects.filter(pk=reader_of(request).trust.pk)

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
        return Post.objects.posts().filter(trust=reader_of(request).trust)

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
        return Group.objects.groups().filter(trust=reader_of(request).trust)

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
