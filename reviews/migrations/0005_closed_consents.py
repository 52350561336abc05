from django.db import migrations, models


def close_questions(apps, schema_editor):
    """Those that were left open when their review was sent or discarded."""
    consents = apps.get_model("reviews", "Consent").objects.using(schema_editor.connection.alias)
    consents.filter(state="asked").exclude(review__state="draft").update(state="closed")


def reopen_questions(apps, schema_editor):
    consents = apps.get_model("reviews", "Consent").objects.using(schema_editor.connection.alias)
    consents.filter(state="closed").update(state="asked")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_quotations")]

    operations = [
        migrations.AlterField(
            model_name="consent",
            name="state",
            field=models.CharField(
                choices=[
                    ("asked", "Asked"),
                    ("allowed", "Allowed"),
                    ("declined", "Not this time"),
                    ("withdrawn", "Withdrawn"),
                    ("closed", "Closed without an answer"),
                ],
                default="asked",
                max_length=10,
            ),
        ),
        migrations.RunPython(close_questions, reopen_questions),
    ]
