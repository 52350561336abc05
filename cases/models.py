from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from cases.states import ACTIVE, ChurnRisk, Priority, Status

ID_LENGTH = 255  # some helpdesks have long ones: Atlassian uses 43 characters for a person


class CustomerQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.all() if user.is_active else self.none()


class Customer(models.Model):
    """The organisation that is supported."""

    source = models.CharField(max_length=40)
    external_id = models.CharField(max_length=ID_LENGTH)
    name = models.CharField(max_length=200)
    annual_revenue = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="A year, in whole units of currency."
    )
    renewal_date = models.DateField(null=True, blank=True)
    churn_risk = models.CharField(max_length=10, choices=ChurnRisk, blank=True)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="customer_once_a_source")
        ]

    def __str__(self):
        return self.name


class Contact(models.Model):
    """A person at a customer. Contacts cannot sign in."""

    source = models.CharField(max_length=40)
    external_id = models.CharField(max_length=ID_LENGTH)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    customer = models.ForeignKey(
        Customer, on_delete=models.SET_NULL, null=True, blank=True, related_name="contacts"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="contact_once_a_source")
        ]

    def __str__(self):
        return self.name


SEARCHED = ("number", "subject", "description")


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every signed-in colleague may read cases, except those the helpdesk deleted."""
        return self.filter(deleted_at__isnull=True) if user.is_active else self.none()

    def active(self):
        return self.filter(status__in=ACTIVE)

    def eligible_for_review(self, owner, since):
        """The handbook's rule: on the owner's queue, or solved, or closed no earlier than `since`.

        `since` is 7 days before the start of the cycle's Monday in the pool's zone.
        """
        recent = Q(status=Status.CLOSED) & (Q(solved_at__gte=since) | Q(closed_at__gte=since))
        return self.filter(
            Q(status__in=[*ACTIVE, Status.SOLVED]) | recent, owner=owner, deleted_at__isnull=True
        )

    def eligible_fallback(self, owner, now):
        """If nothing is eligible: what was solved or closed in the last 30 days."""
        since = now - timedelta(days=30)
        recent = Q(solved_at__gte=since) | Q(closed_at__gte=since)
        return self.filter(
            recent, status__in=[Status.SOLVED, Status.CLOSED], owner=owner, deleted_at__isnull=True
        )

    def with_old_conversation(self, before):
        """Closed or deleted upstream before that time, with their conversation still here."""
        closed = Q(closed_at__lte=before) | Q(closed_at__isnull=True, updated_at__lte=before)
        over = Q(status=Status.CLOSED) & closed | Q(deleted_at__lte=before)
        return self.filter(over, purged_at__isnull=True)


class Case(models.Model):
    source = models.CharField(max_length=40)
    external_id = models.CharField(max_length=ID_LENGTH)
    number = models.CharField(max_length=ID_LENGTH)
    url = models.URLField(max_length=500, blank=True)
    subject = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    product = models.CharField(max_length=120, blank=True)
    affected_asset = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.NEW)
    priority = models.CharField(max_length=10, choices=Priority, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cases",
    )
    owner_name = models.CharField(
        max_length=200, blank=True, help_text="The helpdesk's name, for an owner who is not here."
    )
    owner_external_id = models.CharField(max_length=ID_LENGTH, blank=True)
    owner_email = models.EmailField(blank=True)
    customer = models.ForeignKey(
        Customer, on_delete=models.SET_NULL, null=True, blank=True, related_name="cases"
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="cases"
    )
    contact_name = models.CharField(max_length=200, blank=True)
    tags = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    opened_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(
        null=True, blank=True, help_text="When its conversation was deleted here."
    )
    is_major = models.BooleanField(default=False)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children"
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="case_once_a_source")
        ]
        indexes = [
            models.Index(
                fields=["-updated_at", "-id"],
                name="case_list",
                condition=Q(deleted_at__isnull=True),
            ),
            models.Index(
                fields=["owner", "status"],
                name="case_of_owner",
                condition=Q(deleted_at__isnull=True),
            ),
            models.Index(
                fields=["updated_at"],
                name="case_to_purge",
                condition=Q(status=Status.CLOSED, purged_at__isnull=True),
            ),
            GinIndex(
                *[OpClass(Upper(name), name="gin_trgm_ops") for name in SEARCHED],
                name="case_search",
            ),
            GinIndex(fields=["tags"], name="case_tags"),
        ]

    def __str__(self):
        return f"{self.number} {self.subject}"

    @property
    def is_active(self):
        return self.status in ACTIVE

    @property
    def owner_label(self):
        """The owner's name, else the one that the helpdesk gave. May be empty."""
        return self.owner.name if self.owner else self.owner_name

    @property
    def contact_label(self):
        return self.contact.name if self.contact else self.contact_name


class CaseComment(models.Model):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="comments")
    external_id = models.CharField(max_length=ID_LENGTH)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    author_name = models.CharField(max_length=200, blank=True)
    author_external_id = models.CharField(max_length=ID_LENGTH, blank=True)
    is_public = models.BooleanField(
        default=False, help_text="Internal unless the helpdesk says that the customer sees it."
    )
    body = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "external_id"], name="comment_once_a_case")
        ]

    def __str__(self):
        return f"comment {self.external_id}"


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.all() if user.is_coordinator else self.none()


class ImportRun(models.Model):
    source = models.CharField(max_length=40)
    name = models.CharField(max_length=200, help_text="The file or folder that was read.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-imported_at", "-pk"]

    def __str__(self):
        return f"{self.name} ({self.source})"


class ImportReject(models.Model):
    """A row that was left out, or (as a warning) taken in with something missing."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rejects")
    line = models.PositiveIntegerField(null=True, blank=True)
    external_id = models.CharField(max_length=ID_LENGTH, blank=True)
    reason = models.CharField(max_length=300)
    is_warning = models.BooleanField(default=False)
    count = models.PositiveIntegerField(
        default=1,
        db_default=1,  # for workers of the version before, during an upgrade
        help_text="How many rows this stands for, the one that it names included.",
    )

    class Meta:
        ordering = ["is_warning", "line", "pk"]

    def __str__(self):
        return self.reason
