"""Forms of the officer: what a risk says, and dated decisions on its place."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Q

from probation_planning.organisation.converters import ReferenceConverter
from probation_planning.organisation.forms.owners import BesidesField, LeadField
from probation_planning.organisation.models import Owner
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.word import refuse_future
from probation_planning.ui.forms import DayField, HintedCheckboxes, OnceForm, WordsField
from risks.models import Category, Proximity, Register, Response
from risks.services.entries import PLAIN, Words

SMALL = {"class": "govuk-checkboxes--small"}
RESPONSE_HINTS = {
    Response.TREAT: "Do something that makes it less likely, or less bad.",
    Response.TOLERATE: "Live with it as it is.",
    Response.TRANSFER: "Have somebody else bear it, such as an insurer.",
    Response.TERMINATE: "Stop what gives rise to it.",
}
READ_BY_ALL = "Printed in the register and read by everybody who reads the risk."


class ReferenceField(forms.CharField):
    """A reference as it fits an address."""

    def __init__(self, **kwargs: Any) -> None:
        shape = RegexValidator(rf"^{ReferenceConverter.regex}\Z", "Write the reference as figures, like 1.10 or 2a.")
        widget = forms.TextInput({"class": "govuk-input--width-5", "autocomplete": "off"})
        super().__init__(label="Reference", max_length=20, widget=widget, validators=[shape], **kwargs)


class RiskForm(OnceForm):
    """What a risk says, who owns it and what is done with it; a new one besides its section and reference.

    `seen` is the fingerprint of the words it was filled in beside, 0 for a new risk.
    """

    draft_by = ""

    section = forms.TypedChoiceField(
        label="Section", coerce=int, widget=forms.RadioSelect, error_messages={"required": "Choose the section."}
    )
    reference = ReferenceField()
    title = forms.CharField(
        label="Risk",
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text="What might happen, in a sentence. Printed in the register and in every pack.",
        error_messages={
            "required": "Say what the risk is.",
            "max_length": "Say it in at most %(limit_value)d letters; these are %(show_value)d.",
        },
    )
    cause = WordsField(label="Cause", rows=2, required=False, help_text="What it comes from.")
    event = WordsField(label="Event", rows=2, required=False, help_text="What would happen.")
    effect = WordsField(label="Effect", rows=2, required=False, help_text="What it would do to the trust's objectives.")
    success = WordsField(label="What success looks like", rows=2, required=False, help_text=READ_BY_ALL)
    categories = forms.ModelMultipleChoiceField(
        label="Categories",
        queryset=Category.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(SMALL),
        error_messages={
            "invalid_choice": "Choose categories from the list.",
            "invalid_pk_value": "Choose from the list.",
        },
    )
    responses = forms.MultipleChoiceField(
        label="Response",
        choices=Response.choices,
        required=False,
        widget=HintedCheckboxes({str(word.value): hint for word, hint in RESPONSE_HINTS.items()}, attrs=SMALL),
        error_messages={"invalid_choice": "Choose responses from the list."},
    )
    leads = LeadField(help_text="The post or group that answers for the risk. Papers are stopped while it has none.")
    others = BesidesField()
    proximity = forms.ChoiceField(
        label="How soon it could happen",
        choices=[("", "Not recorded"), *Proximity.choices],
        required=False,
        error_messages={"invalid_choice": "Choose from the list."},
    )
    inherent_likelihood = forms.TypedChoiceField(
        label="Inherent likelihood",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="As it would be if nothing were done about it.",
        error_messages={"invalid_choice": "Choose a level from 1 to 5."},
    )
    inherent_impact = forms.TypedChoiceField(
        label="Inherent impact",
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Choose a level from 1 to 5."},
    )
    shared_with = forms.CharField(
        label="Shared with",
        max_length=200,
        required=False,
        help_text="A partner outside the trust that bears it too, in words.",
    )
    reason = WordsField(
        label="Why the owners or the response change",
        rows=2,
        required=False,
        help_text="Needed when either changes. Kept in the risk's history and read by everybody who reads the risk.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        *args: Any,
        register: Register,
        reader: Reader,
        levels: Mapping[str, Sequence[str]],
        now: Words | None = None,
        sections: Iterable[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        fields: dict[str, Any] = self.fields
        named = [owner.pk for owner in now.owners] if now else []
        # An owner that has been closed since stays in the list while the risk still names it.
        owners = Owner.objects.filter(Q(closed_on=None) | Q(pk__in=named), trust=register.trust_id)
        fields["leads"].queryset = owners
        fields["others"].queryset = owners.all()
        fields["categories"].queryset = Category.objects.visible_to(reader)
        for name, words in levels.items():
            fields[f"inherent_{name}"].choices = [
                ("", "Not recorded"),
                *((str(level), f"{level} {word}".strip()) for level, word in enumerate(words, start=1)),
            ]
        titles = {1: register.section_one_title, 2: register.section_two_title}
        self.sections = tuple(sections)
        if now or len(self.sections) < 2:
            del self.fields["section"], self.fields["reference"]
        else:
            fields["section"].choices = [(number, f"{number}: {titles[number]}") for number in self.sections]
            fields["reference"].required = False
        if now:
            del self.fields["once"]
        else:
            del self.fields["reason"], self.fields["seen"]

    @staticmethod
    def filled_in(words: Words) -> dict[str, Any]:
        """What stands in the boxes of a risk that says this."""
        return {name: getattr(words, name) for name in PLAIN} | {
            "responses": list(words.responses),
            "categories": [one.pk for one in words.categories],
            "leads": words.owners[0].pk if words.owners else None,
            "others": [one.pk for one in words.owners[1:]],
        }

    def clean_title(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        """Others need somebody who leads; inherent levels are given together."""
        given = super().clean()
        if given.get("others") and not given.get("leads") and "leads" not in self.errors:
            self.add_error("leads", "Choose who leads, or take the ticks away below.")
        levels = ("inherent_likelihood", "inherent_impact")
        missing = [name for name in levels if given.get(name) is None and name not in self.errors]
        if len(missing) == 1:
            self.add_error(missing[0], "Give both inherent levels, or neither.")
        return given

    @property
    def words(self) -> Words:
        """What the act takes; what the risk had before stays in its order."""
        said = self.cleaned_data
        leads = said["leads"]
        others = [owner for owner in said["others"] if owner != leads]
        plain: dict[str, Any] = {name: said[name] for name in PLAIN}
        return Words(
            **plain,
            responses=_in_order(said["responses"], self.now.responses if self.now else ()),
            categories=_in_order(said["categories"], self.now.categories if self.now else ()),
            owners=((leads,) if leads else ()) + _in_order(others, self.now.owners if self.now else ()),
        )


def _in_order(chosen: Iterable[Any], before: Sequence[Any]) -> tuple[Any, ...]:
    """Those chosen: first those there were before, as they stood, then the new ones."""
    rows = list(chosen)
    return (*(one for one in before if one in rows), *(one for one in rows if one not in before))


class PlaceForm(OnceForm):
    """A dated decision on a risk's place. `seen` is the fingerprint of the place it was filled in beside."""

    draft_by = ""

    reference = ReferenceField(required=False)
    dated = DayField(label="Decided on", validators=[refuse_future], error_messages={"required": "Enter the day."})
    decided_by = forms.CharField(
        label="Decided by", max_length=120, required=False, help_text="A person, a post or a committee, in words."
    )
    reason = WordsField(
        label="Reason", rows=3, help_text="Kept in the risk's history.", error_messages={"required": "Say why."}
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, free: str, things: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if things:
            self.fields["carry"] = forms.MultipleChoiceField(
                label="Take along",
                choices=things,
                required=False,
                widget=forms.CheckboxSelectMultiple(SMALL),
                help_text="These words become readable by everybody who reads section 1. What is not ticked is ended, "
                "and stays in section 2.",
                error_messages={"invalid_choice": "Choose from the list."},
            )
        if free:
            self.fields["reference"].help_text = f"The next free one is {free}. A reference is never given twice."
        else:
            del self.fields["reference"]
