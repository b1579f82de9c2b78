"""Other people's stylesheets lose what we may not use before we serve them."""

from bootstrap.assets import images, trimmed

STYLE = (
    "/*! Exclusive to another site. */@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
    "@font-face{font-family:GDS Transport;font-weight:700;src:url(/assets/fonts/bold.woff2)}"
    ".a{font-family:GDS Transport,arial,sans-serif}"
    ".b:before{background-image:url(/assets/images/govuk-crest.svg);mask-image:url(/assets/images/govuk-crest.svg)}"
    ".c{background:url(/assets/images/icon-tick.svg)}\n"
    "/*# sourceMappingURL=all.css.map */"
)


def test_fonts_crests_and_source_maps_are_dropped_and_addresses_are_relative() -> None:
    assert trimmed(STYLE) == (
        ".a{font-family:arial,sans-serif}"
        ".b:before{background-image:none;mask-image:none}"
        ".c{background:url(images/icon-tick.svg)}\n"
    )


def test_only_images_the_style_asks_for_are_taken() -> None:
    assert images(trimmed(STYLE)) == {"images/icon-tick.svg"}
