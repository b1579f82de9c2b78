"""What an act on a measure holds until it ends."""

from scorecard.models import Measure


def hold_measure(measure: Measure) -> None:
    """One at a time: nobody else gives this measure a result or an owner until the transaction ends."""
    Measure.objects.select_for_update(no_key=True, of=("self",)).get(pk=measure.pk)
