import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


FORBID = """
CREATE FUNCTION reviews_answerrevision_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (
        SELECT 1 FROM reviews_answer JOIN reviews_review ON reviews_review.id = review_id
        WHERE reviews_answer.id = OLD.answer_id AND reviews_review.state <> 'discarded'
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'reviews_answerrevision is append-only';
END $$;
CREATE TRIGGER reviews_answerrevision_append_only
    BEFORE UPDATE OR DELETE ON reviews_answerrevision
    FOR EACH ROW EXECUTE FUNCTION reviews_answerrevision_is_append_only();
"""
ALLOW = """
DROP TRIGGER reviews_answerrevision_append_only ON reviews_answerrevision;
DROP FUNCTION reviews_answerrevision_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0011_invitations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("na", "n/a")], max_length=3
                    ),
                ),
                ("comment", models.TextField(blank=True)),
                ("replaced_at", models.DateTimeField()),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="reviews.answer",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="reviews.secondopinion",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["replaced_at", "pk"],
            },
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
