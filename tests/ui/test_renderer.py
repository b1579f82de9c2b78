"""Boxes, and lists to choose from, are drawn as Django draws them."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.test.html import parse_html
from django.utils.safestring import mark_safe

from probation_planning.ui.renderer import Renderer

WORDS = [("", "All"), ("1", "one & two"), ("<2>", 'say "two"')]
FIELDS = {
    "one of several": forms.ChoiceField(choices=WORDS, required=False, help_text="Which?"),
    "required": forms.ChoiceField(choices=WORDS),
    "in groups": forms.ChoiceField(choices=[("", ""), ('The "first"', [("1", "one"), ("2", "two")])]),
    "several": forms.MultipleChoiceField(choices=WORDS),
    "yes, no or neither": forms.NullBooleanField(),
    "a blank of its own": forms.TypedChoiceField(choices=[(None, "none"), ("1", "one")]),
}


@pytest.mark.parametrize("value", [None, "", "1", "<2>"], ids=repr)
@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_a_select_is_what_django_draws(field: forms.Field, value: object) -> None:
    chosen = [value, "1"] if isinstance(field, forms.MultipleChoiceField) else value

    def drawn(renderer: forms.renderers.BaseRenderer) -> object:
        form = type("F", (forms.Form,), {"it": field})(initial={"it": chosen}, renderer=renderer)
        return parse_html(str(form["it"].as_widget(attrs={"class": "wide", "hidden": True, "maxlength": False})))

    assert drawn(Renderer()) == drawn(TemplatesSetting())


BOXES = {
    "a line": forms.CharField(max_length=9, help_text="Which?"),
    "many lines": forms.CharField(widget=forms.Textarea({"rows": 2}), required=False),
    "a number": forms.IntegerField(min_value=0, required=False),
    "an address": forms.EmailField(),
    "a link": forms.URLField(assume_scheme="https", widget=forms.URLInput({"title": 'say "<here>"'})),
    "a day": forms.DateField(widget=forms.DateInput({"autocomplete": "off"})),
    "hidden": forms.CharField(widget=forms.HiddenInput),
    "a secret": forms.CharField(widget=forms.PasswordInput),
    "a file": forms.FileField(),
}


@pytest.mark.parametrize(
    "value", [None, "", 0, 7, "<b>&amp;</b>", 'say "two"', "\nline\n", mark_safe("&amp;")], ids=repr
)
@pytest.mark.parametrize("field", BOXES.values(), ids=BOXES)
def test_a_box_is_what_django_draws(field: forms.Field, value: object) -> None:
    def drawn(renderer: forms.renderers.BaseRenderer) -> object:
        form = type("F", (forms.Form,), {"it": field})(initial={"it": value}, renderer=renderer)
        return parse_html(str(form["it"].as_widget(attrs={"class": "wide", "hidden": True, "maxlength": False})))

    assert drawn(Renderer()) == drawn(TemplatesSetting())
