from datetime import UTC, datetime, timedelta

import pytest

from audit.models import Event
from core.errors import StaleState
from core.tests.concurrency import errors_of, run_together
from people.actions import change_profile, change_readme, change_theme
from people.models import User
from people.states import Theme
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)


def test_change_readme_keeps_text_and_moment():
    user = UserFactory()
    change_readme(user, text="Kindly.", seen_at=None, by=user, now=NOW)
    user.refresh_from_db()
    assert (user.feedback_readme, user.feedback_readme_at) == ("Kindly.", NOW)


def test_change_readme_over_a_newer_text_is_stale():
    user = UserFactory(feedback_readme="newer", feedback_readme_at=NOW)
    with pytest.raises(StaleState):
        change_readme(user, text="older", seen_at=NOW - timedelta(hours=1), by=user, now=NOW)
    assert User.objects.get(pk=user.pk).feedback_readme == "newer"


def test_change_readme_audit_keeps_its_length_not_its_text():
    user = UserFactory()
    change_readme(user, text="Kindly.", seen_at=None, by=user, now=NOW)
    assert Event.objects.about(user).get().facts == {"length": 7}


def test_change_profile_audit_names_the_zone():
    user = UserFactory()
    change_profile(user, name="Ana", time_zone="Asia/Tokyo", by=user, now=NOW)
    assert Event.objects.about(user).get().facts == {"time_zone": "Asia/Tokyo"}
    assert User.objects.get(pk=user.pk).name == "Ana"


def test_change_theme_audit_names_the_theme():
    user = UserFactory()
    change_theme(user, theme=Theme.DARK, by=user, now=NOW)
    assert Event.objects.about(user).get().facts == {"theme": "dark"}


@pytest.mark.django_db(transaction=True)
def test_change_readme_in_four_tabs_at_once_keeps_one_text():
    user = UserFactory()
    calls = [
        lambda n=n: change_readme(user, text=f"Text {n}", seen_at=None, by=user, now=NOW)
        for n in range(4)
    ]
    assert len(errors_of(run_together(*calls))) == 3
