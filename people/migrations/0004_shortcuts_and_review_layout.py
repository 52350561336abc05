from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_slack_member_id")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="single_keys",
            field=models.BooleanField(
                db_default=True, default=True, verbose_name="single-key shortcuts"
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="review_layout",
            field=models.CharField(
                choices=[("form", "Form"), ("document", "Document")],
                db_default="form",
                default="form",
                max_length=10,
            ),
        ),
    ]
