from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rubrics", "0003_published_is_final")]
    operations = [
        migrations.AddField(
            model_name="criterion",
            name="self_title",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="Empty if self reviews show the title.",
                max_length=120,
                verbose_name="title in self reviews",
            ),
        ),
    ]
