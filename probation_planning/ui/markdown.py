"""The plan's own text: a little Markdown made into safe HTML.

Headings, lists, emphasis and links; everything else, HTML too, is shown as the text it is.
"""

import re
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# A page has its own title and the section its heading: the text's first level of heading comes below both.
DEEPER = 2
DEEPEST = 6
TAGS = {"p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "em", "strong", "a", "br", "blockquote"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
HEADING = re.compile(r"<(/?)h([3-6])>")

_reader = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["heading", "list", "emphasis", "link", "newline", "escape", "blockquote", "balance_pairs", "fragments_join"]
)


def _led_here(tag: str, attribute: str, value: str) -> str | None:
    """A link names the scheme it is of; without one it leads nowhere."""
    if attribute == "href" and value.partition(":")[0].lower() not in SCHEMES:
        return None
    return value


@lru_cache(maxsize=256)
def as_html(text: str) -> SafeString:
    """The text as HTML that holds nothing but the tags above, and links to pages and addresses."""
    tokens = _reader.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + DEEPER, DEEPEST)}"
    drawn = _reader.renderer.render(tokens, _reader.options, {})
    clean = nh3.clean(
        drawn,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_led_here,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
    return mark_safe(clean)  # noqa: S308 - cleaned just now


def with_headings_in_order(html: SafeString, *, under: int) -> SafeString:
    """Such HTML below a heading of that level, in which no heading is more than one deeper than the one before."""
    # By the level that is written, the level that stands for it: those that lie deeper are in force no more.
    stands: dict[int, int] = {}

    def level(tag: re.Match[str]) -> str:
        written = int(tag[2])
        if not tag[1]:
            for deeper in [one for one in stands if one > written]:
                del stands[deeper]
            stands.setdefault(written, min(max(stands.values(), default=under) + 1, DEEPEST))
        return f"<{tag[1]}h{stands[written]}>"

    return mark_safe(HEADING.sub(level, html))  # noqa: S308 - cleaned already, and nothing but levels is changed
