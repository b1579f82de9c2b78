"""The officer's pages of a risk: adding it, changing it, and giving it its place."""

import uuid
from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.urls import path, reverse
from django.utils.functional import cached_property

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict, conflict_response
from risks.forms.entries import PlaceForm, RiskForm
from risks.models import Entry, Review, ScaleLevel, Turn
from risks.models.dated import Thing
from risks.reading import is_begun
from risks.record import find_entry
from risks.references import references_to_give
from risks.services.carrying import in_words, key_of, open_things
from risks.services.entries import (
    Words,
    Written,
    add_risk,
    at_hand,
    edit_risk,
    refuse_closed,
    refuse_unless_managed,
    words_of,
)
from risks.services.places import (
    ONLY_SECTION_TWO,
    close_risk,
    move_risk,
    place_seen,
    renumber_risk,
    reopen_risk,
)
from risks.services.scales import levels_now, words_of_levels
from risks.views.acts import ActView

ALL_GIVEN = "Every review of the register has gone to a committee. Add a review before you add a risk."


class RegisterAct(ActView):
    """What the pages below share: the register's address, scales and reviews."""

    @property
    def list_url(self) -> str:
        """The register's page."""
        return reverse("risks:risk_list", args=[self.request.year.trust.slug, self.request.year.slug])

    @property
    def levels(self) -> dict[str, list[str]]:
        """The names of both scales' levels, with every change to them."""
        frame = self.opened.frame
        return {
            kind.value: [level.name for level in words_of_levels(levels_now(frame, kind))] for kind in ScaleLevel.Kind
        }

    @property
    def of_form(self) -> dict[str, Any]:
        """What the form of a risk is made with."""
        return {"register": self.opened.register, "reader": self.request.reader, "levels": self.levels}

    def shows_from(self, section: int) -> Review | None:
        """The first review that a change made now is seen at; none while all have gone to committees."""
        return next(iter(self.opened.frame.to_come(section)), None)


class AddView(RegisterAct):
    """A new risk."""

    template_name = "risks/risk_form.html"

    def form(self, data: QueryDict | None = None) -> RiskForm:
        """Section 2 is offered to who reads it, and so is a reference of one's own."""
        form = RiskForm(data, **self.of_form, sections=self.opened.sections)
        if "reference" in form.fields:
            free = [next(references_to_give(self.opened.register, section)) for section in form.sections]
            said = f"Leave it empty for the next free one: {free[0]} in section 1, {free[1]} in section 2."
            form.fields["reference"].help_text = said
        return form

    def context(self) -> dict[str, Any]:
        """From when it stands, in each section that the reader may add to."""
        return super().context() | {"shows_from": self._shows_from if self.opened.reviews else []}

    @property
    def _shows_from(self) -> list[str]:
        shown = {section: self.shows_from(section) for section in self.opened.sections}
        if len(set(shown.values())) == 1:
            [review] = set(shown.values())
            return [f"A new risk stands in the register from {review} on." if review else ALL_GIVEN]
        return [
            f"In section {section} a new risk stands from {review} on."
            if review
            else f"Every review of section {section} has gone to a committee. Add a review before you add a risk to it."
            for section, review in shown.items()
        ]

    def act(self, form: RiskForm) -> str:
        """Add it."""
        entry = add_risk(
            register=self.opened.register,
            reader=self.request.reader,
            section=form.cleaned_data.get("section") or 1,
            reference=form.cleaned_data.get("reference", ""),
            words=form.words,
            once=form.cleaned_data["once"],
        )
        first = entry.starts_at
        later = f" It stands in the register from {first}." if first and not is_begun_in(self, first) else ""
        messages.success(self.request, f"{entry} is added.{later}")
        return risk_url(self, entry)

    def conflict(self, form: RiskForm, conflict: Conflict) -> HttpResponse:
        """Sent before with other words, as when somebody goes back to the form: nothing is lost, nothing doubled."""
        again = self.request.POST.copy()
        again["once"] = str(uuid.uuid4())
        form.data = again
        added: Entry = conflict.latest
        form.add_error(
            None,
            f"This form was saved already as {added}: “{added.title}”. To change that risk, open it and change it "
            "there. To add another risk with the words below, save again.",
        )
        return self.page(form, status=409)


def is_begun_in(view: ActView, review: Review) -> bool:
    """Whether the review holds anything yet."""
    known = view.opened.review(review.slug)
    return known is not None and is_begun(known)


def risk_url(view: ActView, entry: Entry) -> str:
    """The risk's page."""
    year = view.request.year
    return reverse("risks:risk_detail", args=[year.trust.slug, year.slug, entry.reference])


class OneRisk(RegisterAct):
    """A page of one risk that the reader may see."""

    entry: Entry

    def find(self, **kwargs: Any) -> None:
        """The risk under the reference; 404 unless the reader sees it."""
        found = find_entry(self.opened, kwargs["reference"])
        if found is None:
            raise Http404
        refuse_unless_managed(self.request.reader)
        found.register = self.opened.register
        self.entry = found

    def context(self) -> dict[str, Any]:
        """The risk and the way back to it."""
        return super().context() | {"entry": self.entry, "risk_url": risk_url(self, self.entry)}


class EditView(OneRisk):
    """What a risk says, its owners and its response."""

    template_name = "risks/risk_form.html"
    words: Words

    def find(self, **kwargs: Any) -> None:
        """The risk with all it says now."""
        super().find(**kwargs)
        self.entry = at_hand(self.entry, self.request.reader)
        if self.request.method != "POST":
            refuse_closed(self.entry)
        self.words = words_of(self.entry)

    def form(self, data: QueryDict | None = None) -> RiskForm:
        """With what it says now."""
        said = {**RiskForm.filled_in(self.words), "seen": self.words.fingerprint}
        return RiskForm(data, **self.of_form, now=self.words, initial=said)

    def context(self) -> dict[str, Any]:
        """From which review a change is seen."""
        return super().context() | {"shows_from": self.shows_from(self.entry.section)}

    def act(self, form: RiskForm) -> str:
        """Change it."""
        said = form.cleaned_data
        entry = edit_risk(
            entry=self.entry,
            reader=self.request.reader,
            words=form.words,
            reason=said["reason"],
            seen=said["seen"],
        )
        messages.success(self.request, f"{entry} is changed.")
        return risk_url(self, entry)

    def conflict(self, form: RiskForm, conflict: Conflict) -> HttpResponse:
        """Both texts, line by line where they differ."""
        theirs: Written = conflict.latest
        said, typed = theirs.words.in_words, form.words.in_words
        lines: list[tuple[str, object, object]] = [
            (str(form.fields[name].label), said[name], typed[name]) for name in said if said[name] != typed[name]
        ]
        seen = theirs.words.fingerprint
        return conflict_response(self.request, form, lines, theirs.who, theirs.when, seen=seen)


class PlaceView(OneRisk):
    """A dated decision on a risk's place."""

    verb: ClassVar[str]
    button: ClassVar[str]
    done: ClassVar[str]
    does: ClassVar[Callable[..., Entry]]
    takes_a_reference = False

    @property
    def to_section(self) -> int:
        """Where the risk stands afterwards."""
        return self.entry.section

    @property
    def free(self) -> str:
        """The next free reference, where the reader may choose one."""
        chooses = self.takes_a_reference and self.opened.register.shows_section_two_to(self.request.reader)
        return next(references_to_give(self.opened.register, self.to_section)) if chooses else ""

    @property
    def things(self) -> list[tuple[str, str]]:
        """What may go along, to be ticked."""
        return []

    @property
    def consequences(self) -> list[str]:
        """What follows from it, in sentences."""
        return []

    def form(self, data: QueryDict | None = None) -> PlaceForm:
        """Today, and the risk's place as it is."""
        free = self.free
        beside = {"dated": clock.today(), "seen": place_seen(self.entry), "reference": free}
        return PlaceForm(data, free=free, things=self.things, initial=beside)

    def context(self) -> dict[str, Any]:
        """What the page says of the act."""
        return super().context() | {"verb": self.verb, "button": self.button, "consequences": self.consequences}

    def act(self, form: PlaceForm) -> str:
        """Decide it."""
        said = dict(form.cleaned_data)
        if self.takes_a_reference:
            said.setdefault("reference", "")
        entry = type(self).does(entry=self.entry, reader=self.request.reader, **said)
        messages.success(self.request, self.done.format(entry=entry, before=self.entry.reference))
        return risk_url(self, entry)

    def conflict(self, form: PlaceForm, conflict: Conflict) -> HttpResponse:
        """What was decided meanwhile beside what was typed."""
        turn: Turn | None = conflict.latest
        mine = form.cleaned_data
        lines: list[tuple[str, object, object]] = [
            ("What was decided", turn.get_kind_display() if turn else "", self.verb),
            *(
                (str(form.fields[name].label), getattr(turn, name, None), mine[name])
                for name in ("reference", "dated", "decided_by", "reason")
                if name in mine
            ),
        ]
        entry = Entry.objects.visible_to(self.request.reader).get(pk=self.entry.pk)
        who, when = (turn.given_by, turn.given_at) if turn else (None, None)
        return conflict_response(self.request, form, lines, who, when, seen=place_seen(entry))


class CloseView(PlaceView):
    """Closing a risk."""

    verb, button = "Close", "Close the risk"
    done = "{entry} is closed."
    does = staticmethod(close_risk)

    def find(self, **kwargs: Any) -> None:
        """A risk is closed once."""
        super().find(**kwargs)
        if self.entry.closed_on and self.request.method != "POST":
            raise PermissionDenied(f"{self.entry} was closed on {self.entry.closed_on:%-d %B %Y}.")

    @property
    def consequences(self) -> list[str]:
        """Where it is still seen."""
        at = self.shows_from(self.entry.section)
        seen = f"It stands as closed at {at} and in no later review." if at else "It stands in no review after this."
        return [f"{seen} What committees were given stays as it was, and the risk can be reopened."]


class ReopenView(PlaceView):
    """Reopening a risk."""

    verb, button = "Reopen", "Reopen the risk"
    done = "{entry} is reopened."
    does = staticmethod(reopen_risk)

    def find(self, **kwargs: Any) -> None:
        """What is not closed cannot be reopened."""
        super().find(**kwargs)
        if not self.entry.closed_on and self.request.method != "POST":
            raise PermissionDenied(f"{self.entry} is not closed.")

    @property
    def consequences(self) -> list[str]:
        """From when it stands again."""
        at = self.shows_from(self.entry.section)
        return [f"It stands in the register again from {at}."] if at else []


class RenumberView(PlaceView):
    """Giving a risk another reference."""

    verb, button = "Renumber", "Renumber the risk"
    done = "Risk {before} is {entry} now."
    does = staticmethod(renumber_risk)
    takes_a_reference = True

    @property
    def consequences(self) -> list[str]:
        """What becomes of the old one."""
        was = self.entry.reference
        kept = f"Links to Risk {was} lead to it under its new reference, and {was} is never given to another risk."
        at = self.shows_from(self.entry.section)
        return [kept, *([f"Reviews before {at} keep the reference they were given with."] if at else [])]


class MoveView(PlaceView):
    """Moving a risk into the other section."""

    done = "Risk {before} stands in section {entry.section} now, as {entry}."
    does = staticmethod(move_risk)
    takes_a_reference = True

    def find(self, **kwargs: Any) -> None:
        """For those who read the whole of section 2, and risks that are not closed."""
        super().find(**kwargs)
        if not self.opened.register.shows_section_two_to(self.request.reader):
            raise PermissionDenied(ONLY_SECTION_TWO)
        if self.request.method != "POST":
            refuse_closed(self.entry)

    @property
    def verb(self) -> str:  # type: ignore[override]
        """Where it goes."""
        return f"Move to section {self.to_section}"

    @property
    def button(self) -> str:  # type: ignore[override]
        """The same on the button."""
        return f"Move the risk to section {self.to_section}"

    @property
    def to_section(self) -> int:
        """The other one."""
        return 3 - self.entry.section

    @cached_property
    def open_things(self) -> list[Thing]:
        """What is open of the risk in its section."""
        return open_things(self.entry)

    @property
    def things(self) -> list[tuple[str, str]]:
        """Into section 1 goes what is ticked."""
        return [(key_of(one), in_words(one)) for one in self.open_things] if self.to_section == 1 else []

    @property
    def consequences(self) -> list[str]:
        """Who is told what."""
        if self.to_section == 2:
            open_ = "Its open actions, controls, acceptances and target go along into section 2."
            return [
                *([open_] if self.open_things else []),
                "Readers of section 1 keep its history there and see it leave as “no longer a key risk”, and nothing "
                "after that. The reason, who decided and the new reference are read by those who read section 2, and "
                "by the risk's owners.",
            ]
        return [
            "Readers of section 1 see it arrive as a new risk, without what went before.",
            "The reason and who decided are read by those who read section 2 alone. The risk's words, owners and links "
            "to the plan are read by everybody who reads section 1.",
        ]


urlpatterns = [
    path("new/", AddView.as_view(), name="add"),
    path("<reference:reference>/edit/", EditView.as_view(), name="edit"),
    path("<reference:reference>/close/", CloseView.as_view(), name="close"),
    path("<reference:reference>/reopen/", ReopenView.as_view(), name="reopen"),
    path("<reference:reference>/move/", MoveView.as_view(), name="move"),
    path("<reference:reference>/renumber/", RenumberView.as_view(), name="renumber"),
]
