"""The two boxes by which a form says who owns a thing: who leads, and who owns it besides."""

from typing import Any

from django import forms

from probation_planning.organisation.models import Owner


class LeadField(forms.ModelChoiceField[Owner]):
    """The post or group that answers for it; nobody yet is an answer. The form says among whom one chooses."""

    def __init__(self, **kwargs: Any) -> None:
        given: dict[str, Any] = {
            "label": "Who leads",
            "required": False,
            "empty_label": "Nobody yet",
            "error_messages": {"invalid_choice": "Choose a post or a group from the list."},
        }
        super().__init__(Owner.objects.none(), **(given | kwargs))


class BesidesField(forms.ModelMultipleChoiceField[Owner]):
    """Posts and groups that own it beside the one that leads."""

    def __init__(self, **kwargs: Any) -> None:
        given: dict[str, Any] = {
            "label": "Who owns it besides",
            "required": False,
            "widget": forms.CheckboxSelectMultiple({"class": "govuk-checkboxes--small"}),
            "help_text": "One answer serves all of them, and shows who gave it.",
            "error_messages": {
                "invalid_choice": "Choose posts or groups from the list.",
                "invalid_pk_value": "Choose from the list.",
            },
        }
        super().__init__(Owner.objects.none(), **(given | kwargs))
