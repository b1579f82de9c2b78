"""What is asked of a part of the plan under a number it had before is asked of it under its own."""

from collections.abc import Iterator

from objectives.models import FormerNumber
from objectives.numbers import now_called
from probation_planning.organisation.former import FormerAddressMiddleware
from probation_planning.organisation.readers import ReaderRequest


class FormerNumberMiddleware(FormerAddressMiddleware):
    """Themes, aims and objectives that were numbered anew."""

    def now_at(self, asked: ReaderRequest, reference: str) -> Iterator[tuple[str, str]]:
        """By what kind of part the address names."""
        for kind in FormerNumber.Kind.values:
            part = f"/plan/{kind}s/{reference}/"
            if part in asked.get_full_path() and (called := now_called(asked.reader, asked.year, kind, reference)):
                yield part, f"/plan/{kind}s/{called}/"
