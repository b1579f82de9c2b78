"""Who may know whom: read from imports and from foreign keys."""

import subprocess
import sys

from django.apps import apps
from django.conf import settings
from django.db import models

ORDER = ["ui", "organisation", "history", "objectives", "risks", "scorecard", "reports"]
NEIGHBOURS = {("risks", "scorecard"), ("scorecard", "risks")}


def test_no_room_imports_a_room_above_it_or_beside_it() -> None:
    result = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout + result.stderr


def test_no_foreign_key_points_to_a_room_above_or_beside() -> None:
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in ORDER
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and (target := field.related_model._meta.app_label) in ORDER
        and (ORDER.index(target) > ORDER.index(model._meta.app_label) or (model._meta.app_label, target) in NEIGHBOURS)
    ]

    assert wrong == []
