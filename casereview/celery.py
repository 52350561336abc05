"""The Celery application and the whole beat table.

Beat only asks "what is due and absent?" often: every entry is a sweep that is harmless when it fires twice
(several nodes may run beat) and that catches up after downtime.
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

app.conf.beat_schedule = {
    "show signs of life": {"task": "casereview.heartbeat", "schedule": 60.0},
    "deliver due notices": {"task": "notifications.deliver_due", "schedule": 60.0},
    "draw due cycles": {"task": "pairing.draw_due_cycles", "schedule": 120.0},
    "remind of due reviews": {"task": "reviews.remind_due", "schedule": 600.0},
    "close unread reviews": {"task": "reviews.close_by_rule", "schedule": 3600.0},
    "purge old conversations": {"task": "cases.purge_old_conversations", "schedule": 3600.0},
    "purge old drafts": {"task": "reviews.purge_drafts", "schedule": 3600.0},
    "forget ended sessions": {"task": "people.forget_sessions", "schedule": 3600.0},
    "close ended cycles": {"task": "pairing.close_ended_cycles", "schedule": 300.0},
}


@setup_logging.connect
def log_as_the_web_does(**kwargs):
    """Worker and beat leave out of their lines what the web leaves out."""
    dictConfig(settings.LOGGING)


@before_task_publish.connect
def stamp(headers, **kwargs):
    """Every message carries the moment it was sent by its sender's clock, which tells how long it waited."""
    headers["sent_at"] = timezone.now().isoformat()


@worker_init.connect
def limit_statements(**kwargs):
    set_timeouts(settings.DATABASES["default"], settings.DATABASE_LIMITS["worker"])
