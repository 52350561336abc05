import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_purge_conversations"),
        ("reviews", "0003_review_kinds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Quotation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "author_kind",
                    models.CharField(
                        choices=[("customer", "Customer"), ("staff", "Staff")], max_length=8
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=200)),
                (
                    "visibility",
                    models.CharField(
                        choices=[("public", "With the customer"), ("internal", "Internal")],
                        max_length=8,
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("text", models.TextField(blank=True)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotations",
                        to="reviews.answer",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="quotations",
                        to="cases.casecomment",
                    ),
                ),
            ],
            options={"ordering": ["position", "pk"]},
        ),
    ]
