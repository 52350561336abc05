from datetime import UTC

from django.db import migrations, models

REASONS = [
    ("reviewer", "Reviewer"),
    ("owner", "Case owner"),
    ("manager_r", "Manager of the reviewer"),
    ("manager_o", "Manager of the case owner"),
    ("manager", "Manager of both"),
    ("member", "Member of the pool"),
]
ONE_OF_THE_TWO = {"reviewer": "manager_r", "owner": "manager_o"}


def name_the_managed(apps, schema_editor):
    """Who of the two each manager managed on the day the review was sent; both where unknown."""
    alias = schema_editor.connection.alias
    readers = apps.get_model("reviews", "Reader").objects.using(alias).filter(why="manager")
    memberships = apps.get_model("people", "Membership").objects.using(alias)
    for reader in readers.select_related("review").iterator():
        review = reader.review
        day = review.submitted_at.astimezone(UTC).date()
        managed = memberships.filter(manager=reader.user_id, is_primary=True, first_day__lte=day)
        managed = managed.exclude(last_day__lt=day)
        users = set(managed.values_list("user_id", flat=True))
        roles = [role for role in ONE_OF_THE_TWO if getattr(review, f"{role}_id") in users]
        if len(roles) == 1:
            readers.filter(pk=reader.pk).update(why=ONE_OF_THE_TWO[roles[0]])


def forget_the_managed(apps, schema_editor):
    readers = apps.get_model("reviews", "Reader").objects.using(schema_editor.connection.alias)
    readers.filter(why__in=ONE_OF_THE_TWO.values()).update(why="manager")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("reviews", "0005_closed_consents")]

    operations = [
        migrations.AlterField(
            model_name="reader",
            name="why",
            field=models.CharField(choices=REASONS, max_length=10),
        ),
        migrations.RunPython(name_the_managed, forget_the_managed),
    ]
