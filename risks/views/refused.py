"""What the database refuses by a rule of ours, told in the form whose answer it refused."""

from django.db import IntegrityError
from django.forms import BaseForm

from probation_planning.organisation.refusals import sentence_of


def tell(form: BaseForm, error: IntegrityError) -> None:
    """Put the rule's sentence into the form; a refusal without one is a fault of ours and goes on its way."""
    says = sentence_of(error)
    if not says:
        raise error
    form.add_error(None, says)
