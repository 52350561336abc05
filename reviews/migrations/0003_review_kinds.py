"""The kinds of review, and when each is due, in columns of the review itself.

Existing reviews take theirs from the cycle they were drawn in: one UPDATE for all of them.
"""

from datetime import timedelta

from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery

KINDS = [
    ("peer", "Peer review"),
    ("self", "Self review"),
    ("manager", "Manager review"),
    ("calibration", "Calibration"),
    ("invited", "Invited review"),
]


def fill_from_cycles(apps, schema_editor):
    reviews = apps.get_model("reviews", "Review").objects.using(schema_editor.connection.alias)
    pairings = apps.get_model("pairing", "Pairing").objects.filter(pk=OuterRef("pairing"))
    cycle = "draw__cycle__"
    reviews.filter(pairing__isnull=False).update(
        due_at=Subquery(pairings.values(f"{cycle}due_at")),
        zone=Subquery(pairings.values(f"{cycle}pool__time_zone")),
        country=Subquery(pairings.values(f"{cycle}pool__country")),
    )


def fill_without_cycle(apps, schema_editor):
    """No version of ours has written such rows; a database that holds them can still be migrated."""
    alias = schema_editor.connection.alias
    organisation = apps.get_model("people", "Organisation").objects.using(alias).first()
    reviews = apps.get_model("reviews", "Review").objects.using(alias)
    reviews.filter(pairing__isnull=True).update(
        due_at=F("started_at") + timedelta(days=7),
        zone=organisation.time_zone if organisation else "UTC",
        country=organisation.country if organisation else "",
    )
    reviews.filter(kind="peer", pairing__isnull=True).update(kind="invited")
    reviews.exclude(kind__in=["peer", "invited"]).update(pairing=None)


def nothing(apps, schema_editor):
    pass


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0002_find_drafts_to_purge"),
        ("pairing", "0003_redraws_swaps_and_covers"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AlterField("review", "kind", models.CharField(max_length=12, choices=KINDS, default="peer")),
        migrations.AddField("review", "due_at", models.DateTimeField(null=True)),
        migrations.AddField("review", "zone", models.CharField(max_length=64, default=""), preserve_default=False),
        migrations.AddField("review", "country", models.CharField(max_length=2, blank=True, default=""), preserve_default=False),
        migrations.RunPython(fill_from_cycles, nothing),
        migrations.RunPython(fill_without_cycle, nothing),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL IMMEDIATE"),
        migrations.AlterField("review", "due_at", models.DateTimeField()),
        migrations.AddConstraint(
            "review",
            models.CheckConstraint(
                condition=Q(kind="invited")
                | Q(kind="peer", pairing__isnull=False)
                | ~Q(kind="peer") & Q(pairing__isnull=True),
                name="peer_reviews_have_a_pairing",
            ),
        ),
    ]
