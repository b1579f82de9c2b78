"""Tags every page shares: bands, statuses, movements, blanks, breadcrumbs, filters and page numbers."""

from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import loader
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from probation_planning.ui.charts import Sparkline
from probation_planning.ui.filters import ActiveFilter, cleared
from probation_planning.ui.filters import active_filters as find_active_filters
from probation_planning.ui.glossary import GLOSSARY
from probation_planning.ui.markdown import as_html
from probation_planning.ui.spreadsheets import TYPES
from probation_planning.ui.words import NOT_RECORDED, PAINT, band_word
from probation_planning.ui.words import movement as find_movement

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=256, typed=True)
def band_tag(band: Hashable, score: int | None = None) -> SafeString:
    """A band as a word on its colour, after its score where one is given; "not rated" for none."""
    word = band_word(band)
    if not word:
        return format_html('<span class="not-recorded">{}</span>', "not rated")
    colour = word.lower() if word.lower() in PAINT else "plain"
    before = "" if score is None else format_html('<span class="band__score">{}</span> ', score)
    return format_html('<strong class="band band--{}">{}{}</strong>', colour, before, word)


@register.simple_tag
@lru_cache(maxsize=256, typed=True)
def status_tag(status: Hashable, modifier: str = "") -> SafeString:
    """A status as a word in a shape and colour of its own; the modifier is else the status's value."""
    word = str(getattr(status, "label", status))
    shape = slugify(str(modifier or getattr(status, "value", word)).replace("_", "-"))
    return format_html('<strong class="status status--{}">{}</strong>', shape, word)


@register.simple_tag
@lru_cache(maxsize=256, typed=True)
def movement(change: Hashable, of: str = "risk") -> SafeString:
    """A change in words, followed by its arrow where it has one; `of` is "risk" or "performance"."""
    words, arrow, tone = find_movement(change, of)
    sign = (
        format_html('\N{NO-BREAK SPACE}<span class="movement__arrow" aria-hidden="true">{}</span>', arrow)
        if arrow
        else ""
    )
    return format_html('<span class="movement movement--{}">{}{}</span>', tone, words, sign)


@register.simple_tag
@lru_cache(maxsize=1024)
def sparkline(points: tuple[tuple[str, int | None], ...]) -> SafeString:
    """A trend of (label, value) pairs as small as a word, with its numbers; nothing where fewer than two are known."""
    drawn = Sparkline(points)
    if len(drawn.known) < 2:
        return SafeString("")
    return loader.render_to_string("ui/charts/sparkline.html", {"sparkline": drawn})


# What stands for a word that is a link already.
BESIDE = "?"


@register.simple_tag(takes_context=True)
def term(context: Context, name: str, words: str = "") -> SafeString:
    """A word that explains itself where it stands: `{% term "band" %}`, or `{% term "band" "Band now" %}` as shown.

    A button that opens its sentence, with the way to the page "How to read this"; no script, no query. Shown as "?" it
    stands beside the word. Where a page says the word again it is the word alone.
    """
    request = context.get("request")
    explained = request.__dict__.setdefault("explained", set()) if request else set()
    if name in explained:
        return format_html("{}", "" if words == BESIDE else words or GLOSSARY[name].word)
    explained.add(name)
    return _explained(name, words, context.get("help_url", ""))


@lru_cache(maxsize=1024)
def _explained(name: str, words: str, help_url: str) -> SafeString:
    word = GLOSSARY[name]
    shown = words or word.word
    values = {"name": name, "shown": shown, "word": word, "help_url": help_url}
    values["called"] = word.word if shown == BESIDE else shown
    return SafeString(loader.render_to_string("ui/term.html", values).strip())


@register.simple_tag(takes_context=True)
def kept(context: Context, name: str, **values: Hashable) -> SafeString:
    """A template drawn from these values alone; what it said of the same values before is said again.

    For records that never change, made of plain values. Text that is HTML already must not be among them: it is equal
    to the same text that is not.
    """
    if context.template is None:
        raise template.TemplateSyntaxError("kept stands in a template that is being drawn")
    return _drawn(context.template.engine.get_template(name), tuple(values), *values.values())


# The template itself is part of what is asked: while pages are being worked on, a changed one is another.
@lru_cache(maxsize=2048, typed=True)
def _drawn(drawn: template.Template, names: tuple[str, ...], *values: Hashable) -> SafeString:
    return drawn.render(Context(dict(zip(names, values, strict=True))))


@register.filter
def not_recorded(value: Any) -> Any:
    """The value, or the words "not recorded" for a blank."""
    return NOT_RECORDED if value is None or value == "" else value


@register.filter
def markdown(text: str) -> SafeString:
    """A text of the plan's own, with its headings, lists, emphasis and links."""
    return as_html(text)


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict[str, Any]:
    """Words and addresses in turn, `{% breadcrumbs "Risks" risks_url "Risk 1.1" %}`; the last needs no address."""
    return {"crumbs": list(zip_longest(parts[::2], parts[1::2], fillvalue=""))}


@register.inclusion_tag("ui/downloads.html", takes_context=True)
def downloads(context: Context, these: str, view: str, *args: str, narrowed: bool = True) -> dict[str, Any]:
    """The ways to a table as files: `{% downloads "these risks" "risks:export" trust.slug year.slug %}`.

    Narrowed as the page is, by its query, unless `narrowed` is False.
    """
    query = context["request"].GET.urlencode() if narrowed else ""
    ways = {ending: reverse(view, args=[*args, ending]) + (f"?{query}" if query else "") for ending in TYPES}
    return {"these": these, "ways": ways}


@register.simple_tag(takes_context=True)
def active_filters(context: Context, filterset: Any) -> list[ActiveFilter]:
    """What a list is narrowed by, in words, each with the address that lifts it."""
    return find_active_filters(filterset, context["request"].GET)


@register.simple_tag(takes_context=True)
def cleared_filters(context: Context, filterset: Any) -> str:
    """The query string without any filter in use."""
    return cleared(filterset, context["request"].GET)


@register.simple_tag
def page_numbers(page: Page[Any]) -> Iterator[int | str]:
    """Numbers for the foot of a list: first, last, the current one and its neighbours, "…" between."""
    return iter(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """ "Error: " for the page's title while its form has something to put right."""
    forms: Sequence[Any] = [context.get("form"), context.get("formset")]
    return "Error: " if any(form and form.is_bound and not form.is_valid() for form in forms) else ""
