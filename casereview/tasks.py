from datetime import datetime

from celery import shared_task
from django.utils import timezone

from casereview import actions


@shared_task(name="casereview.heartbeat", bind=True)
def heartbeat(self):
    now = timezone.now()
    sent_at = self.request.get("sent_at")
    actions.record_heartbeat(sent_at=datetime.fromisoformat(sent_at) if sent_at else now, now=now)
