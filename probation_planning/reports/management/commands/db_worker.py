"""The worker, which production does not start where the walls are down."""

from typing import Any

from django_tasks_db.management.commands import db_worker

from probation_planning.organisation.startup import require_safe


class Command(db_worker.Command):
    """`manage.py db_worker`, as django-tasks-db has it."""

    def handle(self, **options: Any) -> None:
        """After looking."""
        require_safe()
        super().handle(**options)
