import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0009_closed_automatically"),
        ("rubrics", "0003_published_is_final"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SecondOpinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1,
                        help_text="Counts the saves of the draft, for optimistic locking.",
                    ),
                ),
                (
                    "saved_from",
                    models.CharField(
                        blank=True, help_text="The open page that autosaved last.", max_length=32
                    ),
                ),
                (
                    "saved_number",
                    models.PositiveIntegerField(
                        db_default=0,
                        default=0,
                        help_text="The number that this page gave to its last save.",
                    ),
                ),
                ("saved_at", models.DateTimeField()),
                ("question", models.TextField(blank=True)),
                ("answer_by", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("answered", "Answered"),
                            ("declined", "Declined"),
                            ("taken_back", "Taken back"),
                            ("forwarded", "Passed on"),
                            ("closed", "Closed without an answer"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "is_private",
                    models.BooleanField(
                        blank=True, help_text="Only the asker reads it.", null=True
                    ),
                ),
                ("decline_reason", models.TextField(blank=True)),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "criteria",
                    models.ManyToManyField(blank=True, related_name="+", to="rubrics.criterion"),
                ),
                (
                    "forwarded_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="forwarded_to",
                        to="reviews.secondopinion",
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="reviews.review",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OpinionProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        blank=True,
                        choices=[("keep", "Keep"), ("change", "Change"), ("neither", "Neither")],
                        max_length=8,
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("na", "n/a")],
                        max_length=3,
                    ),
                ),
                ("line", models.CharField(blank=True, max_length=500)),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rubrics.criterion",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="reviews.secondopinion",
                    ),
                ),
            ],
            options={
                "ordering": ["criterion__position"],
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="opinion",
            field=models.OneToOneField(
                blank=True,
                help_text="The second opinion that this comment gives.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comment",
                to="reviews.secondopinion",
            ),
        ),
        migrations.AddIndex(
            model_name="secondopinion",
            index=models.Index(
                condition=models.Q(("state", "asked")), fields=["manager"], name="opinion_to_give"
            ),
        ),
        migrations.AddConstraint(
            model_name="secondopinion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")),
                fields=("review", "asker"),
                name="one_open_opinion_an_asker",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("asker", models.F("manager")), _negated=True),
                name="nobody_asks_themself_for_an_opinion",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinionproposal",
            constraint=models.UniqueConstraint(
                fields=("opinion", "criterion"), name="proposal_once_a_criterion"
            ),
        ),
    ]
