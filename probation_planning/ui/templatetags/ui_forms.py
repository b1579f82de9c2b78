"""Tags behind the form pack: the control of a field, and the error summary."""

from collections.abc import Hashable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django import forms, template
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template import Engine, Template, loader
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

register = template.Library()

# The first that fits wins: a widget is looked up by what it is, most special first.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
)
REQUIRED = forms.Field.default_error_messages["required"]
CLASSES = {
    "checkbox": "govuk-checkboxes__input",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
}
# Of boxes that nobody sees: what they hold is the page's, and no word of theirs would help.
SENT_ALONG = (
    "Something that the page sends along with the form is missing or damaged. "
    "Copy what you typed, open the page again, and save it there."
)
OF_A_BOX = {"required", "invalid", "invalid_choice", "min_value", "max_value", "max_length"}


class Problem(NamedTuple):
    """One line of the error summary; `target` is the id of the control to put right, empty for the whole form."""

    target: str
    sentence: str


@register.filter
def kind(field: BoundField) -> str:
    """What sort of control the field is drawn as."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    return next((name for widget_class, name in KINDS if isinstance(widget, widget_class)), "text")


@register.filter
def limit(field: BoundField) -> int | None:
    """The most characters a text area takes, where it has a limit."""
    return getattr(field.field, "max_length", None)


# Where the control stands in what is drawn around it: a letter that no form lets in (`ui/typed.py`).
CONTROL = "\ue000"


@register.simple_tag
def framed(field: BoundField, label_class: str = "") -> SafeString:
    """A field with its label, hint, error and control; what stands around the control is drawn once."""
    sort = kind(field)
    if sort == "hidden":
        return SafeString(field)
    is_group = sort in {"radios", "checkboxes"}
    before, after = _frame(
        Engine.get_default().get_template("ui/crispy/_frame.html"),
        kind=sort,
        label=field.label,
        label_class=label_class,
        optional=not field.field.required,
        hint=field.help_text,
        limit=limit(field),
        auto_id=field.auto_id,
        id_for_label=field.id_for_label,
        described_by=field.aria_describedby if is_group else None,
        error=loader.render_to_string("ui/crispy/_error.html", {"field": field}) if field.errors else "",
    )
    return SafeString(before + (_group(field, sort) if is_group else control(field)) + after)


class Choice(NamedTuple):
    """A radio button or a checkbox, its words as HTML."""

    id: str
    type: str
    name: str
    value: SafeString
    label: SafeString
    hint: SafeString
    selected: bool
    disabled: bool
    required: bool


def _group(field: BoundField, sort: str) -> SafeString:
    """Radio buttons or checkboxes; the same ones, chosen alike, are drawn once."""
    classes = field.field.widget.attrs.get("class", "")
    choices = tuple(_choice(one.data, one.id_for_label) for one in field.subwidgets)
    return _choices(Engine.get_default().get_template("ui/crispy/_choices.html"), sort, classes, choices)


def _choice(option: Mapping[str, Any], control_id: str) -> Choice:
    attrs = option["attrs"]
    return Choice(
        control_id,
        option["type"],
        option["name"],
        conditional_escape(str(option["value"])),
        conditional_escape(option["label"]),
        conditional_escape(option.get("hint", "")),
        selected=bool(option["selected"]),
        disabled=bool(attrs.get("disabled")),
        required=bool(attrs.get("required")),
    )


@lru_cache(maxsize=512)
def _choices(template: Template, kind: str, classes: str, choices: tuple[Choice, ...]) -> SafeString:
    return template.render(Context({"kind": kind, "classes": classes, "options": choices}))


# By type as well: a text that is HTML already is not escaped, and is equal to the same text that is not. The template
# is part of what is asked: while pages are being worked on, a changed one is another.
@lru_cache(maxsize=1024, typed=True)
def _frame(template: Template, **values: Hashable) -> tuple[str, str]:
    """What stands before a control and after it."""
    before, _, after = template.render(Context({**values, "control": CONTROL})).partition(CONTROL)
    return before, after


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The field's input, with its GOV.UK class, described by its hint, limit and error."""
    sort = kind(field)
    classes = [CLASSES.get(sort, "govuk-input"), field.field.widget.attrs.get("class", "")]
    if field.errors and sort != "checkbox":
        classes.append(classes[0].split()[0] + "--error")
    # A placeholder is no label, and a box that cuts a pasted text short without a word loses work.
    attrs: dict[str, Any] = {"class": " ".join(filter(None, classes)), "placeholder": False, "maxlength": False}
    if sort == "textarea" and limit(field):
        attrs["class"] += " govuk-js-character-count"
        attrs["aria-describedby"] = f"{field.aria_describedby or ''} {field.auto_id}-info".strip()
    return field.as_widget(attrs=attrs)


@register.inclusion_tag("ui/crispy/errors.html", takes_context=True)
def error_summary(context: Context) -> dict[str, Any]:
    """What is wrong with the page's `form` or `formset`, each line a link to its control; nothing when all is well."""
    return {"form": context.get("form"), "formset": context.get("formset")}


@register.simple_tag
def sentences(bound: BoundField) -> list[str]:
    """A field's errors; a bare "This field is required" is made to say what to do."""
    return [
        _what_is_missing(bound) if error.code == "required" and error.message == REQUIRED else sentence
        for error in bound.errors.as_data()
        for sentence in error.messages
    ]


def _what_is_missing(bound: BoundField) -> str:
    label = str(bound.label)
    in_sentence = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    if kind(bound) == "checkbox":
        return f"Tick “{label}”."
    verb = "Enter" if kind(bound) in {"text", "textarea", "password"} else "Choose"
    return f"{verb} {in_sentence}."


@register.simple_tag
def problems(*forms_of_page: "BaseForm | BaseFormSet[Any] | None") -> list[Problem]:
    """Every error of the forms given, in the order of the fields."""
    return [problem for each in forms_of_page if each for problem in _problems(each)]


def _problems(form: "BaseForm | BaseFormSet[Any]") -> Iterator[Problem]:
    if isinstance(form, BaseFormSet):
        yield from (Problem("", str(sentence)) for sentence in form.non_form_errors())
        for each in form.forms:
            yield from _problems(each)
        return
    told = False
    for name, plain in form.errors.items():
        if name == NON_FIELD_ERRORS:
            yield from (Problem("", str(sentence)) for sentence in plain)
            continue
        bound = form[name]
        if not bound.is_hidden:
            yield from (Problem(first_id(bound), sentence) for sentence in sentences(bound))
            continue
        for error in bound.errors.as_data():
            if error.code not in OF_A_BOX:
                yield from (Problem("", sentence) for sentence in error.messages)
            elif not told:
                told = True
                yield Problem("", SENT_ALONG)


def first_id(bound: BoundField) -> str:
    """The id of the field's first control: a group of choices is answered at its first one."""
    if bound.field.widget.use_fieldset:
        return next((option.id_for_label for option in bound.subwidgets), "") or bound.auto_id
    return bound.id_for_label or bound.auto_id
