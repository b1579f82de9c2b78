"""The filters over a list."""

import re

import django_filters
import pytest
from django import forms
from django.db import models
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory

from probation_planning.ui.filters import Copied, HouseFilterSet, active_filters, in_words
from probation_planning.ui.widgets import KeptSelect


class OwnFilter(Copied, django_filters.ChoiceFilter):  # type: ignore[misc]
    """A choice whose list each page fills."""


class RiskFilters(HouseFilterSet):
    """Filters as a room would declare them, over no rows."""

    band = django_filters.MultipleChoiceFilter(
        label="Band", choices=[("red", "Red"), ("black", "Black")], widget=forms.SelectMultiple
    )
    owner = django_filters.ChoiceFilter(label="Owner", choices=[("Groups", [("1", "SMT")])], empty_label="Any owner")
    words = django_filters.CharFilter(label="Words")
    overdue = django_filters.BooleanFilter(label="Overdue")


class NoRows:
    """Stands where a list of rows would; filters are only asked for their words here."""

    model: type[models.Model] | None = None

    def all(self) -> "NoRows":
        return self


def filters(query: str) -> tuple[RiskFilters, HttpRequest]:
    """The filters as an address sets them."""
    request = RequestFactory().get(f"/risks/?{query}")
    return RiskFilters(request.GET, queryset=NoRows()), request


@pytest.mark.parametrize(
    ("query", "label", "words"),
    [
        ("band=red&band=black", "Band", "Red or Black"),
        ("owner=1", "Owner", "SMT"),
        ("words=budget", "Words", "budget"),
        ("overdue=true", "Overdue", "yes"),
    ],
)
def test_a_filter_in_use_is_said_in_words(query: str, label: str, words: str) -> None:
    filterset, request = filters(query)
    assert [(one.label, one.words) for one in active_filters(filterset, request.GET)] == [(label, words)]


@pytest.mark.parametrize("query", ["", "band=purple", "owner=99", "sort=-score&page=2"])
def test_what_narrows_nothing_is_not_said(query: str) -> None:
    filterset, request = filters(query)
    assert active_filters(filterset, request.GET) == []


def test_all_that_narrows_is_said_in_one_text() -> None:
    filterset, request = filters("owner=1&words=budget&sort=-score")
    assert in_words(filterset, request.GET) == "Owner: SMT; Words: budget"


def test_lifting_one_filter_keeps_the_others_and_the_order_and_drops_the_page() -> None:
    filterset, request = filters("owner=1&words=budget&sort=-score&page=3")
    assert active_filters(filterset, request.GET)[0].without == "?words=budget&sort=-score"


def test_the_bar_shows_what_is_chosen_and_how_to_clear_it() -> None:
    filterset, request = filters("words=%3Cb%3E&sort=-score")
    html = Template('{% include "ui/filters.html" %}').render(Context({"filter": filterset, "request": request}))
    html = re.sub(r"\s+", " ", html)
    assert 'method="get"' in html
    assert "Words: &lt;b&gt;" in html
    assert '<input type="hidden" name="sort" value="-score">' in html
    assert 'href="?sort=-score">Clear filters</a>' in html
    assert '<label class="govuk-label" for="id_words">Words</label>' in html


def test_without_a_filter_there_is_nothing_to_clear() -> None:
    filterset, request = filters("")
    html = Template('{% include "ui/filters.html" %}').render(Context({"filter": filterset, "request": request}))
    assert "Clear filters" not in html
    assert "Showing only" not in html
    assert "data-fold" in html


def test_lists_of_one_kind_change_nothing_of_each_other() -> None:
    class Owners(HouseFilterSet):
        """A list whose owners are those of its rows."""

        owner = OwnFilter(label="Owner", choices=[])

    here = Owners(None, NoRows())
    here.filters["owner"].extra["choices"] = [("1", "SMT")]

    assert [words for _, words in here.form.fields["owner"].choices][1:] == ["SMT"]  # type: ignore[attr-defined]
    there = Owners(None, NoRows())
    assert [words for _, words in there.form.fields["owner"].choices][1:] == []  # type: ignore[attr-defined]


def test_a_list_to_choose_from_is_drawn_as_django_draws_it_whatever_is_chosen() -> None:
    choices = [("", "All"), ("a", "A & B"), ("b", "<b>")]

    for value in ("", "a", "b", None):
        for attrs in ({"id": "id_owner"}, {"id": "id_owner", "class": "govuk-select"}):
            ours = KeptSelect(choices=choices).render("owner", value, attrs)
            assert ours == KeptSelect(choices=choices).render("owner", value, attrs)
            assert ours == forms.Select(choices=choices).render("owner", value, attrs)
    assert "A &amp; B" in ours
    assert "<option" not in KeptSelect(choices=[]).render("owner", "", {})
