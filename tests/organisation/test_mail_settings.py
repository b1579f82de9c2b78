"""Whether mail can leave, and where its links lead, follow from the environment."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": "0123456789abcdef" * 4,
    "ALLOWED_HOSTS": "plans.example.org,other.example.org",
}
PRINTED = (
    "from probation_planning import settings as s; print(s.CAN_MAIL, s.SITE_ADDRESS, s.EMAIL_BACKEND.split('.')[-2])"
)


@pytest.mark.parametrize(
    ("environment", "printed"),
    [
        ({"MODE": "demo", "PORT": "8103"}, "True http://localhost:8103 filebased"),
        (PRODUCTION, "False https://plans.example.org smtp"),
        (PRODUCTION | {"EMAIL_HOST": "mail.example.org"}, "True https://plans.example.org smtp"),
        (PRODUCTION | {"ALLOWED_HOSTS": ".example.org"}, "False https://example.org smtp"),
        (PRODUCTION | {"SITE_ADDRESS": "https://risks.example.org"}, "False https://risks.example.org smtp"),
    ],
)
def test_mail_needs_a_server_in_production_and_goes_to_files_in_a_demonstration(
    environment: dict[str, str], printed: str
) -> None:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "DATABASE_URL", "SECRET_KEY"}}
    asked = subprocess.run(
        [sys.executable, "-c", PRINTED],
        cwd=settings.BASE_DIR,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert asked.stdout.strip() == printed
