"""The Celery application. The apps declare its beat schedule.

Beat only starts sweeps. Each one finds what is due, does no harm if it runs twice (several nodes
may run beat), and catches up after downtime.
"""

import os
from logging.config import dictConfig

from celery import Celery
from celery.signals import before_task_publish, setup_logging, worker_init
from django.conf import settings
from django.utils import timezone

from core.database import set_timeouts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casereview.settings")

app = Celery("casereview")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def log_as_the_web_does(**kwargs):
    """Make worker and beat log like the web server, without the same private facts."""
    dictConfig(settings.LOGGING)


@before_task_publish.connect
def stamp(headers, **kwargs):
    """Stamp each message with its sender's time, so that the worker knows how long it waited."""
    headers["sent_at"] = timezone.now().isoformat()


@worker_init.connect
def limit_statements(**kwargs):
    set_timeouts(settings.DATABASES["default"], settings.DATABASE_LIMITS["worker"])
