from django.conf import settings
from django.db import models

from core.leases import is_free
from notifications.states import Channel, DropReason, MailSwitch


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own delivered inbox notices. The rest of the outbox is only for delivery."""
        return self.filter(
            recipient=user, channel=Channel.INBOX, sent_at__isnull=False, dropped_at__isnull=True
        )

    def unread(self):
        return self.filter(read_at__isnull=True)

    def due(self, now):
        return self.waiting().free(now).filter(not_before__lte=now)

    def free(self, now):
        return self.filter(is_free(now))

    def dead(self):
        return self.filter(dead_at__isnull=False, sent_at__isnull=True, dropped_at__isnull=True)

    def ended(self, before):
        """Delivered or dropped by that time."""
        return self.filter(models.Q(sent_at__lte=before) | models.Q(dropped_at__lte=before))

    def waiting(self):
        return self.filter(sent_at__isnull=True, dropped_at__isnull=True, dead_at__isnull=True)


class Notice(models.Model):
    """One row of the outbox: a notice about a subject, to one person or target, by one channel.

    It holds no text: the class registered for `kind` makes title and body when it is sent or read.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", null=True
    )
    target = models.CharField(
        max_length=80, blank=True, help_text="The Slack channel, where it is for no one person."
    )
    channel = models.CharField(max_length=10, choices=Channel)
    subject_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    lease = models.UUIDField(
        null=True, help_text="Of the claim that has it now; a late worker knows by it."
    )
    lease_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(
        max_length=80, blank=True, help_text="The kind of failure alone, never a text."
    )
    sent_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=120, blank=True, help_text="What the channel calls it.")
    dropped_at = models.DateTimeField(null=True)
    dropped_why = models.CharField(max_length=10, choices=DropReason, blank=True)
    dead_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recipient__isnull=True) ^ models.Q(target=""),
                name="notice_for_person_or_target",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                name="notice_waiting",
                condition=models.Q(
                    sent_at__isnull=True, dropped_at__isnull=True, dead_at__isnull=True
                ),
            ),
            models.Index(
                fields=["recipient", "-id"],
                name="notice_inbox",
                condition=models.Q(
                    channel=Channel.INBOX, sent_at__isnull=False, dropped_at__isnull=True
                ),
            ),
            models.Index(
                fields=["target", "-id"], name="notice_to_target", condition=~models.Q(target="")
            ),
        ]

    def __str__(self):
        return self.key


class Attempt(models.Model):
    """One try that failed, and when the next was due; the last of a dead letter has none."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    error = models.CharField(max_length=80)
    again_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.error} at {self.at:%Y-%m-%d %H:%M}"


class DisabledTarget(models.Model):
    """A Slack address that refused us; nothing is sent there until an admin has fixed it."""

    address = models.CharField(
        max_length=80,
        unique=True,
        help_text="A channel, a member ID, “webhook”, or * for all of Slack.",
    )
    reason = models.CharField(max_length=80, help_text="Slack's own code for why.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["address"]

    def __str__(self):
        return "all of Slack" if self.address == "*" else self.address


class Preference(models.Model):
    """The three switches of a person. The inbox itself is always on."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preference"
    )
    mail = models.CharField(max_length=10, choices=MailSwitch, default=MailSwitch.AT_ONCE)
    slack = models.BooleanField(default=True)

    def __str__(self):
        return f"switches of {self.user_id}"
