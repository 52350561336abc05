from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pairing", "0005_leave_pairings"),
    ]

    operations = [
        migrations.AddField(
            model_name="pool",
            name="guidance",
            field=models.TextField(
                blank=True,
                db_default="",
                help_text="How its people give feedback, in Markdown. Empty: the default text.",
                max_length=10000,
            ),
        ),
        migrations.AddField(
            model_name="pool",
            name="guidance_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
