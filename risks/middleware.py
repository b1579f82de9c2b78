"""What is asked of a risk under a reference it had before is asked of it under its own."""

from collections.abc import Iterator

from probation_planning.organisation.former import FormerAddressMiddleware
from probation_planning.organisation.readers import ReaderRequest
from risks.references import now_called


class FormerReferenceMiddleware(FormerAddressMiddleware):
    """Risks that were renumbered."""

    def now_at(self, asked: ReaderRequest, reference: str) -> Iterator[tuple[str, str]]:
        """Where the address is a risk's."""
        part = f"/risks/{reference}/"
        if part in asked.get_full_path() and (called := now_called(asked, reference)):
            yield part, f"/risks/{called}/"
