"""The plan's own text: a little Markdown made into safe HTML.

Headings, lists, emphasis and links; everything else, HTML too, is shown as the text it is.
"""

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
