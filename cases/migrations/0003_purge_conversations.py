from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_import_and_search")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="purged_at",
            field=models.DateTimeField(blank=True, help_text="When its conversation was deleted here.", null=True),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("purged_at__isnull", True), ("status", "closed")),
                fields=["updated_at"],
                name="case_to_purge",
            ),
        ),
    ]
