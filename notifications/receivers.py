from django.contrib.auth import get_user_model
from django.dispatch import receiver
from django.utils import timezone

from notifications.actions import disable_target
from notifications.signals import target_refused


@receiver(target_refused, dispatch_uid="notifications.disable_refused")
def disable_refused(sender, address, reason, **kwargs):
    disable_target(address, reason=reason, by=get_user_model().objects.system(), now=timezone.now())
