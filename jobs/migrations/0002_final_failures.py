from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="is_final",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Failed in a way that another try would not change.",
            ),
        ),
    ]
