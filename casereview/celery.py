"""The Celery application. The apps declare its beat schedule.

Beat only asks "what is due and absent?" often: every entry is a sweep that is harmless when it
fires twice (several nodes may run beat) and that catches up after downtime.
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
    """Worker and beat log as the web does, and leave out the same facts."""
    dictConfig(settings.LOGGING)


@before_task_publish.connect
def stamp(headers, **kwargs):
    """Stamp each message with its sender's time, so that the worker knows how long it waited."""
    headers["sent_at"] = timezone.now().isoformat()


@worker_init.connect
def limit_statements(**kwargs):
    set_timeouts(settings.DATABASES["default"], settings.DATABASE_LIMITS["worker"])
