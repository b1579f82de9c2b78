"""The base page, the error pages and sign-in, drawn without a database."""

import datetime
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.template import engines
from django.template.loader import render_to_string

from probation_planning.organisation.context import Room
from probation_planning.ui.sign_in import LoginForm

HOUSE: dict[str, Any] = {
    "user": SimpleNamespace(is_authenticated=True, name="Chief Executive", email="chief.executive@derbyshire.example"),
    "reader": SimpleNamespace(role_names="Director, SMT member"),
    "trust": SimpleNamespace(name="Derbyshire Probation Trust"),
    "year": SimpleNamespace(label="2011/12"),
    "today": datetime.date(2011, 6, 20),
    "pinned": True,
    "navigation": (
        Room("Plan", "/derbyshire/2011-12/plan/", current=False),
        Room("Risks", "/derbyshire/2011-12/risks/", current=True),
    ),
    "request": SimpleNamespace(csp_nonce="once-only"),
    "csrf_token": "token-of-the-form",
}
PAGE = (
    '{% extends "base.html" %}{% block page_title %}Risks{% endblock %}{% block content %}<h1>Risks</h1>{% endblock %}'
)


def page(**changes: Any) -> str:
    """A page of a trust's year, as one line."""
    html = engines["django"].from_string(PAGE).render({**HOUSE, **changes})
    return re.sub(r"\s+", " ", html)


def test_the_title_names_the_page_the_trust_and_the_year() -> None:
    assert "<title>Risks – Derbyshire Probation Trust 2011/12 – Probation Planning</title>" in page()


def test_outside_a_trust_the_title_is_the_page_and_the_product() -> None:
    html = page(trust=None, year=None, navigation=())
    assert "<title>Risks – Probation Planning</title>" in html
    assert "govuk-service-navigation" not in html


def test_the_first_link_leads_past_the_header() -> None:
    html = page()
    first = re.search(r'<a href="([^"]*)"[^>]*>([^<]*)', html)
    assert first is not None
    assert first.groups() == ("#main-content", "Skip to main content")
    assert '<main class="govuk-main-wrapper" id="main-content" tabindex="-1">' in html


def test_the_room_one_is_in_is_marked() -> None:
    html = page()
    assert 'href="/derbyshire/2011-12/risks/" aria-current="true"' in html
    assert html.count("aria-current") == 1


def test_signing_out_is_a_form_that_posts() -> None:
    html = page()
    form = re.search(r'<form method="post" action="[^"]*logout/">.*?</form>', html)
    assert form is not None
    assert 'value="token-of-the-form"' in form.group()
    assert "Director, SMT member" in html


def test_nobody_signed_in_has_no_account_menu() -> None:
    assert "Sign out" not in page(user=SimpleNamespace(is_authenticated=False), reader=None)


def test_the_pinned_day_is_said_and_only_then() -> None:
    assert "<strong>Demo</strong>: today is pinned to 20 June 2011" in page()
    assert "Demo" not in page(pinned=False)


def test_every_script_carries_the_nonce_and_nothing_is_styled_in_place() -> None:
    html = page()
    scripts = re.findall(r"<script[^>]*>", html)
    assert scripts
    assert all('nonce="once-only"' in script for script in scripts)
    assert "style=" not in html
    assert "<style" not in html


def test_names_are_escaped_in_the_header() -> None:
    assert "<b>" not in page(trust=SimpleNamespace(name="<b>Trust</b>"))


@pytest.mark.parametrize(("level", "word"), [("error", "Error: "), ("warning", "Warning: ")])
def test_a_message_says_what_kind_it_is(level: str, word: str) -> None:
    message = SimpleNamespace(level_tag=level, level=constants.ERROR)
    html = page(messages=[message])
    assert f'<span class="govuk-visually-hidden">{word}</span>' in html


@pytest.mark.parametrize("status", [400, 429, 500, 503])
def test_a_page_for_trouble_stands_alone(status: int) -> None:
    html = render_to_string(f"{status}.html", {"request_id": "3f2a"})
    assert "3f2a" in html
    assert 'href="/static/ui/house.css"' in html
    assert "<script" not in html


@pytest.mark.parametrize("status", [403, 404])
def test_a_refusal_stands_without_a_request_too(status: int) -> None:
    html = render_to_string(f"{status}.html", {"request_id": "3f2a"})
    assert "3f2a" in html
    assert "Go to my work" in html


def test_a_refusal_gives_its_reason_escaped() -> None:
    html = render_to_string("403.html", {"says": "<b>Closed</b> review"})
    assert "&lt;b&gt;Closed&lt;/b&gt; review" in html


def test_sign_in_asks_for_e_mail_and_password_and_offers_no_sign_up() -> None:
    html = render_to_string("account/login.html", {"form": LoginForm()})
    assert re.search(r'<label[^>]*for="id_login">\s*E-mail address', html)
    assert 'autocomplete="current-password"' in html
    assert "signup" not in html
    assert "Forgotten your password?" in html


def test_an_empty_sign_in_is_answered_in_sentences() -> None:
    html = render_to_string("account/login.html", {"form": LoginForm({"login": "", "password": ""})})
    assert '<a href="#id_login">Enter e-mail address.</a>' in html
    assert '<a href="#id_password">Enter password.</a>' in html
    assert "<title>Error: Sign in – Probation Planning</title>" in html


def test_no_template_of_ours_styles_in_place_or_trusts_text_blindly() -> None:
    found = [
        f"{path.name}: {word}"
        for folder in settings.TEMPLATES[0]["DIRS"]
        for path in Path(folder).rglob("*.html")
        for word in ("style=", "|safe", "<style", "onclick=", "javascript:")
        if word in path.read_text(encoding="utf-8")
    ]
    assert found == []
