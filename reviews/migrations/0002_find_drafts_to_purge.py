from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("state", "discarded")), fields=["ended_at"], name="review_laid_aside"
            ),
        ),
    ]
