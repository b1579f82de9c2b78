"""The officer's pages that set a register up."""

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import View

from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.readers import ReaderRequest
from risks.forms.setup import (
    AppetiteForm,
    CarryForm,
    CategoriesForm,
    RegisterForm,
)
from risks.models import Register, ScaleLevel
from risks.models.registers import default_section_two_roles
from risks.reading import OpenRegister
from risks.services.entries import refuse_unless_managed
from risks.services.hands import Latest, fingerprint
from risks.services.scales import levels_now, locked_since
from risks.services.setup import (
    about,
    appetite_now,
    edit_register,
    names_of_categories,
    open_register,
    save_appetite,
    save_categories,
    what_is_missing,
)
from risks.services.years import carry_over, register_before, risks_to_carry
from risks.views.acts import ActView
from risks.views.base import register_of


def address(request: ReaderRequest, name: str, *more: str) -> str:
    """A page of this year's register."""
    return reverse(f"risks:{name}", args=[request.year.trust.slug, request.year.slug, *more])


class SetupView(View):
    """What a register needs, and what of it is there."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The list, or the way to a register where the year has none."""
        opened = register_of(self.request)
        refuse_unless_managed(self.request.reader)
        context: dict[str, Any] = {"opened": opened}
        if opened:
            frame = opened.frame
            context |= {
                "locked_since": locked_since(frame),
                "missing": what_is_missing(frame),
                "scales": [(kind, levels_now(frame, kind)) for kind in ScaleLevel.Kind],
                "key": frame.keys[-1] if frame.keys else None,
                "categories": len(names_of_categories(self.request.reader)),
                "appetite": len(appetite_now(opened.register, self.request.reader)),
                "waiting": _waiting(opened),
                "before": register_before(opened.register),
            }
        return TemplateResponse(request, "risks/setup.html", context)


def _waiting(opened: OpenRegister) -> list[Any]:
    """Risks that stand from a review on that holds nothing yet: no list shows them."""
    begun = {review.pk for review in opened.begun}
    later = [review.pk for review in opened.reviews if review.pk not in begun]
    entries = opened.register.entries.visible_to(opened.reader, opened.register)
    return list(entries.filter(starts_at__in=later, closed_on=None).select_related("starts_at").by_reference())


class SetupAct(ActView):
    """A form of the set-up, filled in beside what stands."""

    template_name = "risks/setup_form.html"
    heading = ""
    done = "Saved."
    back = "setup"

    def context(self) -> dict[str, Any]:
        """Its heading and the way back."""
        back = address(self.request, self.back)
        return {"opened": getattr(self, "opened", None), "heading": self.heading, "back_url": back, "back": self.back}

    @property
    def home(self) -> str:
        """Where one goes when it is done."""
        messages.success(self.request, self.done)
        return address(self.request, self.back)

    def both(self, form: Any, latest: Latest, theirs: Mapping[str, Any], seen: int) -> HttpResponse:
        """The page of a conflict: what was saved meanwhile and what was typed, where they differ."""
        lines: list[tuple[str, object, object]] = [
            (str(form[name].label), theirs[name], form.cleaned_data.get(name))
            for name in theirs
            if name in form.fields and str(theirs[name] or "") != str(form.cleaned_data.get(name) or "")
        ]
        return conflict_response(self.request, form, lines, latest.who, latest.when, seen=seen)


class RegisterView(SetupAct):
    """What the register is, or the way to one where the year has none."""

    heading = "The register"
    done = "The register is saved."
    needs_register = False

    @property
    def now(self) -> Register:
        """The register, or an empty one of this year with what is usual."""
        opened = getattr(self, "opened", None)
        if opened is not None:
            return cast(Register, opened.register)
        year = self.request.year
        return Register(
            year=year,
            title=f"Risk register {year.label}",
            period_from=year.start,
            period_to=year.end,
            section_one_title="Key risks",
            section_two_title="Residual business risks",
            section_two_roles=default_section_two_roles(),
        )

    def form(self, data: QueryDict | None = None) -> RegisterForm:
        """With what it says now."""
        now = self.now
        said = about(now)
        told = {"told_post": now.told_post_id, "seen": fingerprint(said)}
        opens = now._state.adding or now.shows_section_two_to(self.request.reader)
        return RegisterForm(data, now=now, opens_section_two=opens, initial=said | told)

    def act(self, form: RegisterForm) -> str:
        """Open it or change it."""
        now = self.now
        if now._state.adding:
            open_register(year=self.request.year, reader=self.request.reader, values=form.values)
        else:
            seen = form.cleaned_data["seen"]
            edit_register(register=now, reader=self.request.reader, seen=seen, values=form.values)
        return self.home

    def conflict(self, form: RegisterForm, conflict: Conflict) -> HttpResponse:
        """Both texts."""
        latest: Latest = conflict.latest
        return self.both(form, latest, latest.values, fingerprint(dict(latest.values)))


class CategoriesView(SetupAct):
    """The trust's categories of risk."""

    heading = "Categories"
    done = "The categories are saved."

    def form(self, data: QueryDict | None = None) -> CategoriesForm:
        """With their names."""
        now = names_of_categories(self.request.reader)
        return CategoriesForm(data, now=now, initial={"seen": fingerprint(now)})

    def act(self, form: CategoriesForm) -> str:
        """Rename and add."""
        save_categories(
            register=self.opened.register,
            reader=self.request.reader,
            names=form.names,
            more=form.added,
            seen=form.cleaned_data["seen"],
        )
        return self.home

    def conflict(self, form: CategoriesForm, conflict: Conflict) -> HttpResponse:
        """Both lists."""
        latest: Latest = conflict.latest
        theirs = {f"name_{pk}": name for pk, name in latest.values.items()}
        now = {int(pk): name for pk, name in latest.values.items()}
        return self.both(form, latest, theirs, fingerprint(now))


class AppetiteView(SetupAct):
    """How much risk is tolerated in each category."""

    template_name = "risks/setup_appetite.html"
    heading = "Appetite"
    done = "The appetite is saved."

    def form(self, data: QueryDict | None = None) -> AppetiteForm:
        """With what is tolerated now."""
        reader = self.request.reader
        now = appetite_now(self.opened.register, reader)
        categories = names_of_categories(reader)
        return AppetiteForm(data, categories=categories, now=now, initial={"seen": fingerprint(now)})

    def act(self, form: AppetiteForm) -> str:
        """Set it."""
        said = form.cleaned_data
        save_appetite(
            register=self.opened.register,
            reader=self.request.reader,
            wanted=form.wanted,
            approved_by=said["approved_by"],
            approved_on=said["approved_on"],
            seen=said["seen"],
        )
        return self.home

    def conflict(self, form: AppetiteForm, conflict: Conflict) -> HttpResponse:
        """Both, where they differ."""
        latest: Latest = conflict.latest
        theirs: dict[str, Any] = {}
        for pk in form.categories:
            held = latest.values.get(str(pk))
            theirs |= {f"level_{pk}": held.level if held else "", f"tolerated_{pk}": held.tolerated if held else None}
        return self.both(form, latest, theirs, fingerprint({int(pk): one for pk, one in latest.values.items()}))


class CarryView(SetupAct):
    """What is taken over from last year's register, where there is one."""

    template_name = "risks/setup_carry.html"
    heading = "From last year"
    before: Register

    def find(self, **kwargs: Any) -> None:
        """Last year's register."""
        before = register_before(self.opened.register)
        if before is None:
            raise Http404
        self.before = before

    def form(self, data: QueryDict | None = None) -> CarryForm:
        """Everything that can be taken, ticked."""
        entries = list(risks_to_carry(self.opened.register, self.before, self.request.reader))
        risks = [(entry.reference, f"{entry.reference} {entry.title}") for entry in entries]
        said = {"setup": bool(what_is_missing(self.opened.frame)), "references": [one for one, _ in risks]}
        if data is not None:
            # A risk that was taken over since the form was opened is no fault of who sent it.
            sent = data.getlist("references")
            risks += [(one, one) for one in sent if one in self._standing]
        return CarryForm(data, risks=risks, initial=said)

    @cached_property
    def _standing(self) -> set[str]:
        """References under which last year's risks stand here already."""
        reader = self.request.reader
        here = self.opened.register.entries.visible_to(reader).values("risk")
        both = self.before.entries.visible_to(reader).filter(risk__in=here)
        return set(both.values_list("reference", flat=True))

    def context(self) -> dict[str, Any]:
        """Which register it is taken from."""
        return super().context() | {"before": self.before}

    def act(self, form: CarryForm) -> str:
        """Take it over."""
        many = carry_over(
            register=self.opened.register,
            reader=self.request.reader,
            setup=form.cleaned_data["setup"],
            references=form.cleaned_data.get("references", []),
        )
        self.done = f"{many} risk{'' if many == 1 else 's'} taken over." if many else "Saved."
        return self.home


urlpatterns = [
    path("setup/", SetupView.as_view(), name="setup"),
    path("setup/register/", RegisterView.as_view(), name="setup_register"),
    path("setup/categories/", CategoriesView.as_view(), name="setup_categories"),
    path("setup/appetite/", AppetiteView.as_view(), name="setup_appetite"),
    path("setup/carry/", CarryView.as_view(), name="setup_carry"),
]
