from allauth.account.signals import password_reset
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate

from core.app_config import CaseReviewAppConfig, NavigationEntry


class PeopleConfig(CaseReviewAppConfig):
    name = "people"
    notices_about = "People"
    navigation = (
        NavigationEntry(
            section="People",
            label="People",
            url_name="people",
            prefixes=("/people/", "/teams/", "/memberships/", "/absences/"),
        ),
    )
    beat = {
        "forget ended sessions": ("people.forget_sessions", 3600),
        "forget old addresses": ("people.forget_address_changes", 86400),
    }
    rate_limits = {
        "sign_in": "10/m/ip,5/5m/ip+key,100/h/key",  # wrong passwords from unknown devices
        "sign_in_known_device": "5/5m/key",  # wrong passwords from a device of the person
        "setup": "10/10m/ip",  # wrong codes
        "invitation": "20/10m/ip",  # links that do not exist
        "own_password": "5/5m/user,30/d/user",  # forms that ask for one's own password again
    }
    admin_order = 10
    admin_guests = ("auth", "account", "usersessions")
    leaves_out = {
        "my week hero": "the practices open the page",
        "case panel": "the people of a case are among its facts",
        "metrics": "no metric may identify a person",
    }

    def ready(self):
        from people.receivers import (
            begin_session,
            forget_wrong_passwords,
            make_reference_rows,
        )

        post_migrate.connect(make_reference_rows, sender=self)
        user_logged_in.connect(begin_session)
        password_reset.connect(forget_wrong_passwords)
