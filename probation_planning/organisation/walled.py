"""What every list, form and inline of the administration obeys."""

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
from probation_planning.organisation.models import Membership, Role, User
from probation_planning.organisation.refusals import sentence_of
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.services.settings import wait_for_others
from probation_planning.organisation.walls import is_append_only
from probation_planning.ui.forms import HouseModelForm

# How Django's filters ask: of a thing, of a value that is or is not there, of days.
ASKED_BY_FILTERS = ("exact", "id__exact", "isnull", "isempty", "gte", "lt")
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
            visible: models.QuerySet[Any] = rows.visible_to(reader_of(request))
            return visible
        if any(field.name == "trust" for field in self.model._meta.fields):
            return rows.filter(trust=reader_of(request).trust)
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
            kwargs.setdefault("queryset", rows.visible_to(reader_of(request)))
        elif other is User:
            kwargs.setdefault("queryset", people_of(reader_of(request)))
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
        """What the filters that the list shows ask, and nothing else: a query string must not ask about passwords."""
        shown = [one if isinstance(one, str) else one[0] for one in self.list_filter if not isinstance(one, type)]
        return any(lookup in {name, *(f"{name}__{how}" for how in ASKED_BY_FILTERS)} for name in shown)

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
            wait_for_others(reader_of(request).trust)
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


def reader_of(request: HttpRequest) -> Reader:
    """Who works in the administration, in the trust that was chosen."""
    reader: Reader = request.reader  # type: ignore[attr-defined]
    return reader
