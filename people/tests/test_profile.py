"""My profile, section by section, and a manager's page of absences."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.tests.rows import reload
from notifications.models import Preference
from people.models import Absence, User
from people.tests.factories import AbsenceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client):
    user = UserFactory(name="Hana Kim")
    client.force_login(user)
    return user


def post(client, screen, *args, **data):
    return client.post(reverse(screen, args=args), data, follow=True)


def text(response):
    return response.content.decode()


def test_readme_is_saved_and_shown_as_markdown(client, me):
    post(client, "me_readme", text="Be **kind**\r\n<script>", seen_at="")
    assert reload(me).feedback_readme == "Be **kind**\n<script>"
    page = text(client.get(reverse("person", args=[me.pk])))
    assert "<strong>kind</strong>" in page
    assert "<script>" not in page.split("<main")[1]


def test_readme_preview_saves_nothing(client, me):
    page = text(post(client, "me_readme", text="Be **kind**", seen_at="", preview="1"))
    assert "<strong>kind</strong>" in page
    assert reload(me).feedback_readme == ""


def test_readme_of_2001_characters_is_refused_and_kept(client, me):
    response = post(client, "me_readme", text="x" * 2001, seen_at="")
    assert response.status_code == 422
    assert "x" * 2001 in text(response)
    assert post(client, "me_readme", text="é\r\n" * 1000, seen_at="").status_code == 200


@pytest.mark.parametrize("seen_at", ["", "nonsense", "2026-11-16T09:00:00"])
def test_readme_over_another_tabs_text_shows_both(client, me, seen_at):
    User.objects.update(feedback_readme="from the other tab", feedback_readme_at=timezone.now())
    response = post(client, "me_readme", text="from this tab", seen_at=seen_at)
    assert response.status_code == 409
    assert "from this tab" in text(response)
    assert "from the other tab" in text(response)
    assert reload(me).feedback_readme == "from the other tab"


def test_readme_sent_again_after_the_notice_replaces_the_other(client, me):
    User.objects.update(feedback_readme="other", feedback_readme_at=timezone.now())
    stale = post(client, "me_readme", text="mine", seen_at="").context["error"]
    post(client, "me_readme", text="mine", seen_at=stale.version)
    assert reload(me).feedback_readme == "mine"


def test_switches_are_saved(client, me):
    post(client, "me_notifications", mail="daily")
    assert Preference.objects.filter(user=me, mail="daily", slack=False).exists()
    assert post(client, "me_notifications", mail="hourly").status_code == 422


def test_switches_say_that_slack_and_mail_are_not_connected(client, me, settings):
    settings.MAIL_CONFIGURED = False
    page = text(client.get(reverse("me")))
    assert "Slack is not connected yet" in page
    assert "Mail is not set up yet" in page


def test_name_and_zone_are_saved(client, me):
    post(client, "me_profile", name=" Hana\r\nBcc: x ", time_zone="Asia/Seoul")
    assert (reload(me).name, reload(me).time_zone) == ("Hana Bcc: x", "Asia/Seoul")


def test_name_loses_its_invisible_characters(client, me):
    post(client, "me_profile", name="Hana\u200b\u2060 Kim", time_zone="UTC")
    assert reload(me).name == "Hana Kim"
    assert post(client, "me_profile", name="\u200b\u3164", time_zone="UTC").status_code == 422


def test_zone_that_is_none_is_refused(client, me):
    assert post(client, "me_profile", name="Hana", time_zone="Mars/Base").status_code == 422


def test_zone_of_an_old_name_can_be_kept(client, me):
    User.objects.update(time_zone="GB")
    post(client, "me_profile", name="Hana", time_zone="GB")
    assert reload(me).name == "Hana"


def days(first, last):
    return {"first_day": str(first), "last_day": str(last)}


def test_absence_is_added_changed_and_removed(client, me):
    soon = timezone.localdate() + timedelta(days=10)
    post(client, "me_absences", **days(soon, soon))
    absence = Absence.objects.get(user=me)
    post(client, "absence", absence.pk, **days(soon, soon + timedelta(days=2)))
    assert Absence.objects.get().days == 3
    post(client, "remove_absence", absence.pk)
    assert not Absence.objects.exists()


def test_absence_that_overlaps_names_the_way_out_and_keeps_the_days(client, me):
    soon = timezone.localdate() + timedelta(days=10)
    AbsenceFactory(user=me, first_day=soon, last_day=soon)
    response = post(client, "me_absences", **days(soon, soon + timedelta(days=3)))
    assert response.status_code == 422
    assert "is already in your absence" in text(response)
    assert f'value="{soon}"' in text(response)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2027-01-05", "2027-01-04"),
        ("2026-12-01", "2096-12-01"),
        ("2096-12-01", "2096-12-02"),
        ("x", ""),
        ("\0", "1"),
    ],
)
def test_absence_of_odd_days_is_refused(client, me, first, last):
    assert post(client, "me_absences", **days(first, last)).status_code == 422


def test_absence_of_somebody_else_is_not_found(client, me):
    absence = AbsenceFactory()
    assert post(client, "absence", absence.pk).status_code == 404
    assert post(client, "remove_absence", absence.pk).status_code == 404


def test_absence_by_ones_manager_is_added(client, world):
    client.force_login(world.boss)
    assert "gets a notice" in text(
        post(client, "absences", world.engineer.pk, **days("2026-12-01", "2026-12-02"))
    )
    assert Absence.objects.filter(user=world.engineer).count() == 2


def test_absence_by_a_coordinator_is_refused(client, world):
    client.force_login(world.coordinator)
    assert (
        post(client, "absences", world.engineer.pk, **days("2026-12-01", "2026-12-02")).status_code
        == 403
    )


def test_absences_on_the_persons_page_are_for_them_and_their_manager(client, world):
    url = reverse("person", args=[world.engineer.pk])
    for user, sees in (
        (world.boss, True),
        (world.engineer, True),
        (world.coordinator, False),
        (world.stranger, False),
    ):
        client.force_login(user)
        assert ("Away" in text(client.get(url))) == sees
