"""The door for a WSGI server such as gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from probation_planning.organisation.last_resort import LastResort
from probation_planning.organisation.startup import require_safe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "probation_planning.settings")

application = LastResort(get_wsgi_application())
require_safe()
