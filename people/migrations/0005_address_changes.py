import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ONE_ADDRESS = """
DELETE FROM account_emailconfirmation WHERE email_address_id IN (
    SELECT address.id FROM account_emailaddress address
    JOIN people_user person ON person.id = address.user_id
    WHERE lower(address.email) <> lower(person.email));
DELETE FROM account_emailaddress address USING people_user person
    WHERE person.id = address.user_id AND lower(address.email) <> lower(person.email);
"""


class Migration(migrations.Migration):
    """People have one address from now on. Others that they once added sign in no more."""

    dependencies = [
        ("people", "0004_shortcuts_and_review_layout"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.CreateModel(
            name="AddressChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("old_email", models.EmailField(max_length=254)),
                ("new_email", models.EmailField(max_length=254)),
                ("requested_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("way_back_ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="address_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-requested_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at", None)),
                        fields=("user",),
                        name="one_open_address_change_a_person",
                    )
                ],
            },
        ),
        migrations.RunSQL(ONE_ADDRESS, migrations.RunSQL.noop),
    ]
