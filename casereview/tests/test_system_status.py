"""System status: each line's verdict, without a database, and the page with its tests."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from casereview.queries import Pulse, State
from casereview.system_status.address import base_lines, proxy_lines
from casereview.system_status.background_work import background_lines, backup_part
from casereview.system_status.installation import safety_lines, versions_part
from casereview.tests.budgets import within_budget
from core.status_lines import span
from notifications.models import Attempt, Notice
from notifications.queries import Outbox
from notifications.system_status import mail_lines, slack_lines, slack_part
from pairing.queries import pool_schedules
from pairing.system_status import draw_line
from pairing.tests.factories import NOW as MIDWEEK
from pairing.tests.factories import PoolFactory, drawn_pool
from people.tests.factories import UserFactory

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
SMTP = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "MAIL_CONFIGURED": True,
    "EMAIL_HOST": "mail.example.com",
    "EMAIL_PORT": 587,
    "EMAIL_USE_TLS": True,
    "EMAIL_HOST_USER": "casereview",
    "EMAIL_HOST_PASSWORD": "hunter2",
    "DEFAULT_FROM_EMAIL": "Case Review <review@example.com>",
}


def verdicts(lines):
    return {line.label: line.verdict for line in lines}


def test_mail_by_smtp_is_good_and_shows_no_password():
    lines = list(mail_lines(SimpleNamespace(**SMTP)))
    assert verdicts(lines) == {
        "Sent by": "good",
        "Encrypted": "good",
        "Signs in": "",
        "From": "good",
    }
    assert not [line for line in lines if "hunter2" in line.value]


def test_mail_not_configured_says_what_to_do():
    console = {
        **SMTP,
        "MAIL_CONFIGURED": False,
        "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
    }
    [line, sender] = mail_lines(SimpleNamespace(**{**console, "DEFAULT_FROM_EMAIL": "x@localhost"}))
    assert (line.verdict, sender.verdict) == ("warn", "warn")
    assert "EMAIL_URL" in line.advice


@pytest.mark.parametrize(
    ("token", "hook", "verdict"), [("x", "", "good"), ("", "https://x", "warn"), ("", "", "")]
)
def test_slack_is_judged_by_what_it_can_reach(token, hook, verdict):
    settings = SimpleNamespace(
        SLACK_BOT_TOKEN=token, SLACK_WEBHOOK_URL=hook, SLACK_API_URL="https://slack.com/api/"
    )
    assert verdicts(slack_lines(settings)) == {"Writes by": verdict}


@pytest.mark.parametrize(
    ("count", "chain", "verdict", "seen"),
    [
        (0, "", "good", "127.0.0.1"),
        (0, "9.9.9.9", "warn", "127.0.0.1"),
        (1, "", "bad", "127.0.0.1"),
        (1, "6.6.6.6, 9.9.9.9", "good", "9.9.9.9"),
    ],
)
def test_proxies_are_judged_by_what_arrives(rf, count, chain, verdict, seen):
    headers = {"X-Forwarded-For": chain} if chain else {}
    proxies, we_see = proxy_lines(
        SimpleNamespace(TRUSTED_PROXIES=count), rf.get("/", headers=headers)
    )
    assert (proxies.verdict, we_see.value) == (verdict, seen)


@pytest.mark.parametrize(
    ("base", "verdict"), [("http://testserver", "good"), ("http://elsewhere", "bad")]
)
def test_base_address_is_compared_with_the_one_in_use(rf, base, verdict):
    line, *_ = base_lines(SimpleNamespace(BASE_URL=base, HTTPS=False), rf.get("/"))
    assert line.verdict == verdict


def background(beat=NOW, worker=NOW, lag=timedelta(0), broker=True, **outbox):
    facts = {"waiting": 0, "due": 0, "oldest_due": None, "dead": 0, "now": NOW} | outbox
    return verdicts(
        background_lines(state_of(Pulse(beat, worker, lag), Outbox(**facts)), broker, NOW)
    )


def state_of(pulse=None, outbox=None, **noted):
    return State(pulse=pulse, outbox=outbox, **{"backup": None, "drill": None} | noted)


def test_background_work_that_runs_is_good():
    assert set(background().values()) == {"good"}


@pytest.mark.parametrize(
    ("trouble", "label", "verdict"),
    [
        ({"beat": NOW - timedelta(minutes=4)}, "Beat", "bad"),
        ({"beat": None}, "Beat", "bad"),
        ({"worker": NOW - timedelta(minutes=4)}, "Worker", "bad"),
        ({"lag": timedelta(minutes=1)}, "Queue", "warn"),
        ({"broker": False}, "Broker", "bad"),
        ({"oldest_due": NOW - timedelta(minutes=6)}, "Outbox", "bad"),
        ({"dead": 2}, "Dead letters", "warn"),
    ],
)
def test_trouble_in_the_background_is_seen_on_its_line(trouble, label, verdict):
    assert {label for label, one in background(**trouble).items() if one != "good"} == {label}
    assert background(**trouble)[label] == verdict


@pytest.mark.parametrize(("days", "verdict"), [(1, "good"), (3, "warn"), (None, "warn")])
def test_backup_is_judged_by_its_age(days, verdict):
    made = NOW - timedelta(days=days) if days else None
    assert verdicts(backup_part(state_of(backup=made), NOW).lines) == {
        "Last backup": verdict,
        "Last tried": "warn",
    }


def test_what_slack_refuses_says_what_to_do_and_where():
    settings = SimpleNamespace(
        SLACK_BOT_TOKEN="x", SLACK_WEBHOOK_URL="", SLACK_API_URL="https://slack.com/api/"
    )
    *_, line = slack_part(settings, [("#old", "Choose another channel.")]).lines
    assert (line.value, line.verdict, line.advice) == ("#old", "warn", "Choose another channel.")
    assert line.url == "/admin/notifications/disabledtarget/"


def test_safety_warns_of_tracebacks_and_demo_sign_ins():
    settings = {
        "BASE_URL": "https://x.example",
        "SESSION_IDLE_HOURS": 1,
        "SESSION_ABSOLUTE_DAYS": 1,
    }
    shown = verdicts(safety_lines(SimpleNamespace(**settings, DEBUG=True, DEMO=True)))
    assert (shown["DEBUG"], shown["Demo sign-ins"]) == ("bad", "warn")


def test_old_postgres_is_bad():
    assert verdicts(versions_part(postgres=140_005, broker="").lines)["PostgreSQL"] == "bad"
    assert verdicts(versions_part(postgres=180_000, broker="").lines)["PostgreSQL"] == "good"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "less than a second"), (1, "1 second"), (150, "2 minutes")]
)
def test_span_reads_as_one_says_it(seconds, words):
    assert span(timedelta(seconds=seconds)) == words


@pytest.mark.django_db
def test_draw_that_did_not_come_is_bad():
    drawn_pool(name="Drawn"), PoolFactory(name="Forgotten", members=2), PoolFactory(name="Empty")
    lines = {
        rhythm.pool.name: draw_line(rhythm, MIDWEEK).verdict for rhythm in pool_schedules(MIDWEEK)
    }
    assert lines == {"Drawn": "good", "Forgotten": "bad", "Empty": ""}


@pytest.fixture
def admin(client):
    client.person = UserFactory(superuser=True)
    client.force_login(client.person)
    return client


@pytest.mark.django_db
def test_system_status_costs_the_same_at_one_and_three_pools(admin):
    costs = []
    for more in (1, 2):
        PoolFactory.create_batch(more, members=2)
        with within_budget("configured") as queries:
            assert "System status" in admin.get("/configured/").content.decode()
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.django_db
def test_test_mail_goes_through_the_outbox_and_its_status_is_shown(admin):
    page = admin.post("/configured/tests/send/", {"channel": "mail"}, follow=True).content.decode()
    test = Notice.objects.get(channel="mail")
    assert "Waiting for a worker" in page
    Attempt.objects.create(notice=test, at=NOW, error="ConnectionRefusedError", again_at=NOW)
    assert "ConnectionRefusedError" in (waiting := admin.get("/configured/tests/").content.decode())
    assert 'hx-trigger="every 3s"' in waiting


@pytest.mark.django_db
def test_status_of_a_sent_test_is_not_polled(admin):
    admin.post("/configured/tests/send/", {"channel": "mail"})
    Notice.objects.update(sent_at=NOW)
    page = admin.get("/configured/tests/").content.decode()
    assert "Sent " in page
    assert "hx-trigger" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("data", [{}, {"channel": "pigeon"}, {"channel": "mail", "target": "#x"}])
def test_test_that_makes_no_sense_is_refused_with_a_sentence(admin, data):
    page = admin.post("/configured/tests/send/", data, follow=True)
    assert page.status_code == 200
    assert "is on its way" not in page.content.decode()
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_configured_page_is_not_there_for_coordinators(client):
    client.force_login(UserFactory(coordinator=True))
    assert client.get("/configured/").status_code == 404
