"""What may be typed: every script, and nothing that nobody can see."""

from collections.abc import Iterator

import pytest
from django import forms
from django.contrib import admin
from django.urls import get_resolver

from probation_planning.organisation.walled import TrustAdmin
from probation_planning.ui.forms import HouseForm, Legible, WordsField
from probation_planning.ui.typed import fault_in, in_one_form

OUR_ROOMS = ("probation_planning", "objectives", "risks", "scorecard")
SIGN_IN = {"probation_planning.ui.sign_in", "probation_planning.organisation.forms.sign_in"}


@pytest.mark.parametrize(
    ("letter", "name"),
    [
        *((chr(code), "") for code in (0x202A, 0x202B, 0x202C, 0x202D, 0x2066, 0x2067, 0x2068, 0x2069)),
        ("\u202e", "right-to-left override"),
        ("\u2063", "invisible separator"),
        ("\ufff9", "interlinear annotation anchor"),
        ("\U000e0041", "tag latin capital letter a"),
        ("\x00", "control character U+0000"),
        ("\x1b", "control character U+001B"),
        ("\x7f", "control character U+007F"),
        ("\x9b", "control character U+009B"),
    ],
)
def test_what_hides_or_turns_letters_round_is_named_with_its_place(letter: str, name: str) -> None:
    says = fault_in(f"Paid to the county{letter} of Derby", "Comment")

    assert says.startswith("“Comment” holds an invisible character (")
    assert name.lower() in says.lower()
    assert says.endswith("after “Paid to the county”. Delete it, or type the words there again.")


def test_at_the_beginning_there_is_no_word_to_name() -> None:
    assert "at its beginning" in fault_in("\u202eyenom", "Note")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Tab\tand\nnew line",
        "می‌خواهم",  # Persian with a zero width non-joiner
        "क्‍ष",  # Hindi with a zero width joiner
        "👩🏽‍⚖️ and 🏳️‍🌈",
        "ภาษา\u200bไทย",
        "שלום\u200f (2)",
        "\u061c٣",
        "soft\u00adhyphen",
        "葛\U000e0100城",  # a variant of a letter in a Japanese name
        "✓",
        "*",
        "m² – ≤128 · 4★",
        "Cymru â ŵ, Éire",
    ],
)
def test_every_script_and_sign_is_taken(text: str) -> None:
    assert fault_in(text, "Comment") == ""


@pytest.mark.parametrize("text", [" ", "\u200b", "\u200d\u200d", "\u00ad", "\n\t", "\u202e"])
def test_what_nobody_can_read_is_no_text(text: str) -> None:
    assert fault_in(text, "Title") == (
        "“Title” holds nothing that can be read. Write something, or leave the box empty."
    )


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_a_line_ends_in_one_way_however_it_was_pasted(end: str) -> None:
    assert in_one_form(f"one{end}two") == "one\ntwo"


def test_letters_are_composed_and_a_byte_order_mark_is_no_letter() -> None:
    assert in_one_form("\ufeffCafe\u0301") == "Café"


def test_a_box_without_a_label_is_called_by_its_name() -> None:
    class Form(HouseForm):
        first_words = WordsField(rows=2)

    form = Form({"first_words": "a\u202eb"})

    assert not form.is_valid()
    assert form.errors["first_words"][0].startswith("“First words” holds an invisible character")
    assert form["first_words"].value() == "a\u202eb"


def kinds(of: type) -> Iterator[type]:
    """Every class below this one."""
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_every_form_of_ours_but_sign_in_is_legible() -> None:
    get_resolver().url_patterns  # noqa: B018 - imports every view, and so every form
    ours = {
        kind
        for kind in kinds(forms.BaseForm)
        if kind.__module__.startswith(OUR_ROOMS) and kind.__module__ not in SIGN_IN
    }

    assert {"AnswerForm", "AssessForm", "ResultForm", "AssignForm"} <= {kind.__name__ for kind in ours}
    assert [kind for kind in ours if not issubclass(kind, Legible)] == []


def test_every_form_of_the_administration_is_legible() -> None:
    pages = [page for page in admin.site._registry.values() if isinstance(page, TrustAdmin)]

    assert len(pages) > 20
    for page in pages:
        assert issubclass(page.form, Legible), page
        assert [inline for inline in page.inlines if not issubclass(inline.form, Legible)] == [], page
