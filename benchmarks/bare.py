"""The limit: as little Django as can sign somebody in and show a list, a row, a form and a file.

`python -m benchmarks.bare ROWS` makes its tables in an empty database, with so many rows and one person.
"""

import csv
import io
import os
import sys

import dj_database_url
import django
import xlsxwriter
from django.conf import settings

from benchmarks.places import PASSWORD

SENTENCE = "The position is much as it was at the last review, and the team has kept its dates. "

LIST = """<!doctype html><title>Risks</title><h1>Risks of {{ user }}</h1><table>
{% for row in rows %}
<tr><td>{{ row.reference }}</td><td>{{ row.title }}</td><td>{{ row.score }}</td><td>{{ row.owner }}</td></tr>
{% endfor %}
</table>"""
ONE = """<!doctype html><title>Risk</title><h1>{{ row.reference }} {{ row.title }}</h1><p>{{ row.comments }}</p>
<form method="post">{% csrf_token %}<textarea name="comments">{{ row.comments }}</textarea>
<button>Save</button></form>"""
SIGN_IN = """<!doctype html><title>Sign in</title><form method="post">{% csrf_token %}{{ form }}<button>Sign in</button>
</form>"""

settings.configure(
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=600)},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.auth.middleware.LoginRequiredMiddleware",
    ],
    ROOT_URLCONF="benchmarks.bare",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": ["django.contrib.auth.context_processors.auth"],
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {"list.html": LIST, "one.html": ONE, "registration/login.html": SIGN_IN},
                    )
                ],
            },
        }
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    LOGIN_URL="/accounts/login/",
    LOGIN_REDIRECT_URL="/",
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
)
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.contrib.auth.views import LoginView  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import redirect, render  # noqa: E402
from django.urls import path  # noqa: E402


class Row(models.Model):
    """A risk and nothing besides."""

    reference = models.CharField(max_length=20)
    title = models.CharField(max_length=500)
    owner = models.CharField(max_length=120)
    score = models.PositiveSmallIntegerField(db_index=True)
    comments = models.TextField()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return self.reference


def rows(request: HttpRequest) -> HttpResponse:
    """Fifty rows, worst first."""
    return render(request, "list.html", {"rows": Row._default_manager.order_by("-score", "pk")[:50]})


def one(request: HttpRequest, key: int) -> HttpResponse:
    """One row, and changing it."""
    row = Row._default_manager.get(pk=key)
    if request.method == "POST":
        row.comments = request.POST["comments"]
        row.save()
        return redirect("/")
    return render(request, "one.html", {"row": row})


def export(request: HttpRequest) -> HttpResponse:
    """Every row as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows(Row._default_manager.values_list("reference", "title", "owner", "score", "comments"))
    return HttpResponse(text.getvalue(), content_type="text/csv")


def workbook(request: HttpRequest) -> HttpResponse:
    """Every row as XLSX."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        found = Row._default_manager.values_list("reference", "title", "owner", "score", "comments")
        for number, row in enumerate(found):
            sheet.write_row(number, 0, row)
    return HttpResponse(content.getvalue(), content_type="application/octet-stream")


urlpatterns = [
    path("", rows),
    path("<int:key>/", one),
    path("export.csv", export),
    path("export.xlsx", workbook),
    path("accounts/login/", LoginView.as_view()),
]

application = get_wsgi_application()


def prepare(count: int) -> None:
    """Tables, rows and a person."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as schema:
        schema.create_model(Row)
    Row._default_manager.bulk_create(
        Row(
            reference=f"1.{place}",
            title=SENTENCE * 2,
            owner="Director of Operations",
            score=place % 25 + 1,
            comments=SENTENCE * 4,
        )
        for place in range(1, count + 1)
    )
    User.objects.create_user("reader", password=PASSWORD)


if __name__ == "__main__":
    prepare(int(sys.argv[1]))
