"""Load the story: a made-up trust with a played year."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust
from probation_planning.reports import story


class Command(BaseCommand):
    """`manage.py load_story`"""

    help = "Make the Example Trust and play its year 2010/11, in demo mode only. A second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """All of it or nothing."""
        if settings.PRODUCTION:
            raise CommandError("A made-up trust is refused in production. Set MODE=demo on a database of its own.")
        if not settings.DEMO_PASSWORD:
            raise CommandError("Set DEMO_PASSWORD to the password its people share.")
        if story.trust_of_the_story():
            self.stdout.write("The story is here already; nothing was changed.")
            return
        with tenancy.system():
            if Trust.objects.filter(name=story.NAME).exists():
                raise CommandError(
                    "An Example Trust of another make is here. Load the story in a database without one."
                )
        try:
            trust = story.play_story()
        except story.TooEarly as early:
            said = f"The story ends on {story.ENDS:%-d %B %Y}. Set TODAY to that day or a later one."
            raise CommandError(said) from early
        self.stdout.write(f"{trust.name}: a year of four reviews, as it stands on {story.ENDS:%-d %B %Y}.")
