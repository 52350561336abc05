from functools import cached_property
from zoneinfo import ZoneInfo

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils import timezone

from core.person_display import first_name
from core.prepared_queries import prepared_query
from core.weeks import zone_city
from people.states import COORDINATORS, ReviewLayout, Role, Theme


def validate_time_zone(name):
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValidationError(f"{name} is not a time zone.") from error


validate_slack_id = RegexValidator(
    r"^[UW][A-Z0-9]{2,20}\Z",
    "A member ID begins with U or W and has capital letters and digits, like U024BE7LH.",
)


class UserQuerySet(models.QuerySet):
    def people(self):
        """Everybody but the SYSTEM user, which acts for scheduled jobs."""
        return self.exclude(email=User.SYSTEM_EMAIL)

    def active(self):
        return self.people().filter(is_active=True)

    def coordinators(self):
        """Everybody with `User.is_coordinator`."""
        return self.active().filter(Q(is_superuser=True) | Q(groups__name=COORDINATORS)).distinct()

    def visible_to(self, user):
        """Everybody sees everybody, including people who have left: their texts stay."""
        return self.people() if user.is_active else self.none()


class UserModelManager(BaseUserManager.from_queryset(UserQuerySet)):
    """The methods that `createsuperuser` and allauth expect."""

    def create_user(self, email, name="", password=None, **fields):
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, name="", password=None, **fields):
        return self.create_user(email, name, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def system(self):
        return self.get(email=User.SYSTEM_EMAIL)


class User(AbstractBaseUser, PermissionsMixin):
    SYSTEM_EMAIL = "system@casereview.invalid"
    HIDDEN_EVENTS = (
        "absence added",
        "absence changed",
        "absence removed",
        "switches changed",
        "theme changed",
        "shortcuts changed",
        "review layout changed",
        "Slack member changed",
        "reviews exported",
    )

    email = models.EmailField()
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    theme = models.CharField(max_length=10, choices=Theme, default=Theme.SYSTEM)
    slack_id = models.CharField(
        "Slack member ID", max_length=40, blank=True, validators=[validate_slack_id]
    )
    external_ids = models.JSONField(
        default=dict, blank=True, help_text="The person's id in each helpdesk, by source."
    )
    feedback_readme = models.TextField(blank=True, max_length=2000)
    feedback_readme_at = models.DateTimeField(null=True, blank=True)
    # `db_default` is for processes of the version before, during an upgrade.
    single_keys = models.BooleanField("single-key shortcuts", default=True, db_default=True)
    review_layout = models.CharField(
        max_length=10,
        choices=ReviewLayout,
        default=ReviewLayout.FORM,
        db_default=ReviewLayout.FORM,
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserModelManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message="Someone already has this e-mail address.",
            )
        ]
        indexes = [models.Index(fields=["name"], name="user_name")]
        verbose_name = "person"
        verbose_name_plural = "people"

    def __str__(self):
        return self.name or self.email

    @property
    def has_joined(self):
        """Whether they have a password or have ever signed in."""
        return self.has_usable_password() or self.last_login is not None

    @property
    def first_name(self):
        return first_name(self.name) or self.email

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    @property
    def city(self):
        """What people call their zone: "Europe/Lisbon" is Lisbon."""
        return zone_city(self.time_zone)

    @cached_property
    def roles(self):
        """("group", name, None) of each group and ("team", role, last day) of each team.

        Read in one query a request.
        """
        return set(_roles_of(self))

    @property
    def group_names(self):
        """The names of all groups; rules read this."""
        return {name for kind, name, _ in self.roles if kind == "group"}

    @property
    def is_or_was_manager(self):
        """Whether they have ever been a manager in a team: a first check that costs no query."""
        return any((kind, name) == ("team", Role.MANAGER) for kind, name, _ in self.roles)

    def is_manager_on(self, day):
        """Whether they are a manager in a team on `day` or later, for the navigation."""
        return any(
            kind == "team" and role == Role.MANAGER and (last_day is None or last_day >= day)
            for kind, role, last_day in self.roles
        )

    @property
    def is_coordinator(self):
        return self.is_active and (self.is_superuser or COORDINATORS in self.group_names)


@prepared_query(of_inactive=True)
def _roles_of(user):
    """Prepared, because every page asks for them."""
    no_day = Value(None, output_field=models.DateField())
    groups = Group.objects.filter(user=user).order_by().values_list(Value("group"), "name", no_day)
    teams = apps.get_model("people.Membership").objects.filter(user=user).order_by()
    return groups.union(teams.values_list(Value("team"), "role", "last_day"))
