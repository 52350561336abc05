from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0008_saved_number"),
    ]

    operations = [
        migrations.AlterField(
            model_name="review",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "A draft"),
                    ("submitted", "Sent"),
                    ("acknowledged", "Acknowledged"),
                    ("closed", "Closed automatically"),
                    ("discarded", "Discarded"),
                ],
                default="draft",
                max_length=12,
            ),
        ),
    ]
