"""Make the people of the demonstration: role names, one shared password."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from probation_planning.reports import story
from probation_planning.reports.people import let_in, people_in


class Command(BaseCommand):
    """`manage.py demo_people`"""

    help = "Make the demonstration's people, in demo mode only, and give them the password of DEMO_PASSWORD."

    def handle(self, *args: Any, **options: Any) -> None:
        """Everybody in fixtures/people.toml, and of the story where it was loaded."""
        if settings.PRODUCTION:
            raise CommandError("Production refuses demonstration people. Make real accounts in the administration.")
        if not settings.DEMO_PASSWORD:
            raise CommandError("Set DEMO_PASSWORD to the password the demonstration's people share.")
        people = people_in(settings.BASE_DIR / "fixtures" / "people.toml")
        if story.trust_of_the_story():
            people += people_in(story.PEOPLE)
        made = let_in(people)
        self.stdout.write(f"Made {made} of {len(people)} people; the others stood already.")
