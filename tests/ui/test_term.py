"""A word that explains itself where it stands."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

from probation_planning.ui.glossary import GLOSSARY, GROUPS

USED = re.compile(r'\{% term "([^"]+)"')
COLUMN = re.compile(r'"term": "([^"]+)"')


def drawn(source: str, **values: str) -> str:
    """What a template says with the tag in it."""
    return Template("{% load ui_tags %}" + source).render(Context(values))


def test_a_word_opens_its_sentence_with_a_button_and_no_script() -> None:
    html = drawn('{% term "band" %}', help_url="/derbyshire/2011-12/help/")

    assert html.startswith('<button type="button" class="term" popovertarget="term-band" aria-label="Band: what it')
    assert '<span class="term__says" id="term-band" popover>' in html
    assert GLOSSARY["band"].says in html
    assert 'href="/derbyshire/2011-12/help/#band"' in html
    assert "onclick" not in html
    assert "title=" not in html


def test_it_can_be_shown_in_other_words() -> None:
    assert ">Band now</button>" in drawn('{% term "band" "Band now" %}')


def test_beside_a_word_that_is_a_link_it_is_called_by_the_word() -> None:
    assert 'aria-label="Score: what it means">?</button>' in drawn('{% term "score" "?" %}')


def test_other_words_are_text_and_never_html() -> None:
    assert "&lt;b&gt;" in drawn('{% term "band" words %}', words="<b>")


def test_where_no_year_is_open_there_is_no_page_to_lead_to() -> None:
    assert "href" not in drawn('{% term "band" %}')


def test_a_word_that_nobody_explained_is_an_error() -> None:
    with pytest.raises(KeyError):
        drawn('{% term "unheard-of" %}')


def used() -> set[str]:
    """Every word that a template or a column of ours lets explain itself."""
    root = Path(settings.BASE_DIR)
    templates = [path.read_text() for path in root.glob("templates/**/*.html")]
    tables = [path.read_text() for path in root.glob("**/tables.py") if "node_modules" not in path.parts]
    found = {name for text in templates for name in USED.findall(text)}
    return found | {name for text in tables for name in COLUMN.findall(text)}


def test_every_word_that_a_page_explains_is_in_the_glossary() -> None:
    assert len(used()) > 15
    assert used() <= set(GLOSSARY)


def test_a_word_is_explained_once() -> None:
    assert len(GLOSSARY) == sum(len(group.words) for group in GROUPS)
    assert len({word.word for word in GLOSSARY.values()}) == len(GLOSSARY)


@pytest.mark.parametrize("name", GLOSSARY)
def test_a_word_has_one_short_explanation_that_tells_no_secret(name: str) -> None:
    says = GLOSSARY[name].says

    assert says.endswith(".")
    assert len(says) < 140
    assert "ection 2" not in says
    assert "esidual" not in says
