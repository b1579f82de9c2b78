"""What the database refuses in a sentence: a rule of ours, whose name begins with the room it belongs to."""

from django.apps import apps
from django.db import IntegrityError


def sentence_of(error: IntegrityError) -> str:
    """The sentence of the rule that was broken; empty where the rule is none of ours, or has no sentence.

    A trigger of ours raises its sentence itself; a constraint of a model has it in `violation_error_message`.
    """
    told = getattr(error.__cause__, "diag", None)
    name = (told.constraint_name if told else None) or ""
    rooms = {model._meta.app_label for model in apps.get_models()}
    if told is None or name.split("_")[0] not in rooms:
        return ""
    if told.context and "_refuse(" in told.context:
        return str(told.message_primary)
    rules = (rule for model in apps.get_models() for rule in model._meta.constraints)
    return next((str(rule.violation_error_message) for rule in rules if rule.name == name), "")
