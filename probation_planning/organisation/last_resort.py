"""What is answered when even the page for a fault cannot be drawn: no template, no settings, no database is asked."""

import logging
import uuid
from collections.abc import Callable, Iterable
from typing import Any

log = logging.getLogger(__name__)

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

PAGE = """<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>Something went wrong – Probation Planning</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Something went wrong</h1>
<p>The fault is ours. What you sent was not saved. Go back, and your words should still be in the form. Try again in a
few minutes.</p>
<p>If you report this, give the number of the request: {id}</p></main></body>
</html>
"""
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cache-Control", "private, no-store"),
)


class LastResort:
    """An application that answers whatever happens in the one inside it."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            return self.application(environ, start_response)
        except Exception:
            name = uuid.uuid4().hex
            log.exception("Request %s ended in the last resort", name)
            page = PAGE.format(id=name).encode()
            headers = [*HEADERS, ("X-Request-Id", name), ("Content-Length", str(len(page)))]
            start_response("500 Internal Server Error", headers)
            return [page]
