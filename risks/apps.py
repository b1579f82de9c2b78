"""The register: risks, reviews and what was said of each risk at each."""

from django.apps import AppConfig


class RisksConfig(AppConfig):
    """The risk register."""

    name = "risks"
