"""One at a time: whoever writes a register holds its row until the transaction ends."""

from risks.models import Register


def lock(register_id: int) -> Register:
    """The register as it is once everybody before has finished; the first statement of every act that writes it."""
    return Register.objects.select_for_update(no_key=True).get(pk=register_id)
