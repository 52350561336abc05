from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0007_meetings_and_plans")]

    operations = [
        migrations.AddField(
            model_name="review",
            name="saved_number",
            field=models.PositiveIntegerField(
                db_default=0, default=0, help_text="The number that this page gave to its last save."
            ),
        ),
    ]
