"""The plan's own text becomes HTML that holds nothing it should not."""

import re

import pytest

from probation_planning.ui.markdown import as_html, with_headings_in_order


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Aims", "<h3>Aims</h3>"),
        ("##### Deep", "<h6>Deep</h6>"),
        ("a *b* **c**", "<p>a <em>b</em> <strong>c</strong></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("[x](https://a.example/b)", '<p><a href="https://a.example/b" rel="noopener noreferrer">x</a></p>'),
        ("[x](mailto:a@b.example)", '<p><a href="mailto:a@b.example" rel="noopener noreferrer">x</a></p>'),
    ],
)
def test_headings_lists_emphasis_and_links_are_drawn(text: str, html: str) -> None:
    assert as_html(text).strip() == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](//evil.example/)",
        "[x](/\\\\evil.example)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "![x](https://a.example/x.png)",
        "<a href='https://a.example' onclick='x'>a</a>",
        '[x](https://a.example/"onmouseover="x)',
        "```\n<b>\n```",
        "<https://a.example>",
        "&lt;script&gt;",
        "<svg/onload=alert(1)>",
        "[a]: javascript:alert(1)\n\n[a]",
    ],
)
def test_everything_else_is_text(text: str) -> None:
    drawn = as_html(text)
    for never in (
        "<script",
        "<img",
        "<svg",
        "<b>",
        "onerror=alert(1)>",
        'href="//',
        'href="/',
        'href="javascript',
        'href="data',
        "onclick='x'>a<",
    ):
        assert never not in drawn.lower()
    assert "onmouseover" not in drawn or 'href="https://a.example/%22onmouseover=%22x"' in drawn


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ("##### Deep", "3"),
        ("# A\n\n### B\n\n### C\n\n# D", "3443"),
        ("### A\n\n# B\n\n## C", "334"),
        ("# A\n\n## B\n\n### C\n\n#### D\n\n##### E", "34566"),
        ("## A\n\n## B", "33"),
    ],
)
def test_no_heading_is_more_than_one_deeper_than_the_one_before(written: str, stands: str) -> None:
    drawn = with_headings_in_order(as_html(written), under=2)

    assert "".join(re.findall(r"<h(\d)>", drawn)) == stands
    assert re.findall(r"<h(\d)>", drawn) == re.findall(r"</h(\d)>", drawn)
