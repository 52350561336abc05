"""The guidance of a pool: who reads it, who changes it, and its sections."""

import pytest
from django.urls import reverse

from audit.tests.trail import facts, verbs
from casereview.tests.budgets import within_budget
from core.errors import NotAllowed
from core.tests.concurrency import errors_of, run_together
from core.tests.rows import reload
from pairing.actions import change_guidance
from pairing.errors import StaleGuidance
from pairing.queries import default_guidance, guidance_of, split_sections
from pairing.tests.factories import NOW, PoolFactory, people_of
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def change(pool, by, text="# Be kind", seen_at=None):
    change_guidance(pool, text=text, seen_at=seen_at, by=by, now=NOW)


def test_change_guidance_keeps_the_text_and_audits_its_length_alone(coordinator):
    pool = PoolFactory()
    change(pool, coordinator)
    assert (reload(pool).guidance, reload(pool).guidance_at) == ("# Be kind", NOW)
    assert verbs(pool) == ["guidance changed"]
    assert facts(pool) == {"length": 9}


def test_change_guidance_by_a_member_is_forbidden():
    pool = PoolFactory(members=1)
    with pytest.raises(NotAllowed):
        change(pool, people_of(pool)[0])


def test_change_guidance_over_a_newer_text_is_stale(coordinator):
    pool = PoolFactory(guidance="newer", guidance_at=NOW)
    with pytest.raises(StaleGuidance):
        change(pool, coordinator, text="older")
    assert reload(pool).guidance == "newer"


def test_change_guidance_whose_audit_fails_changes_nothing(coordinator, audit_refuses):
    pool = PoolFactory()
    with audit_refuses():
        change(pool, coordinator)
    assert reload(pool).guidance == ""


@pytest.mark.django_db(transaction=True)
def test_change_guidance_by_two_leads_at_once_keeps_one():
    pool = PoolFactory()
    leads = [UserFactory(coordinator=True) for _ in range(2)]
    results = run_together(*(lambda lead=lead: change(pool, lead) for lead in leads))
    assert [type(error) for error in errors_of(results)] == [StaleGuidance]


def test_guidance_is_the_default_until_the_leads_write_their_own(client, today):
    pool = PoolFactory(members=1)
    address = reverse("pool_guidance", args=[pool.slug])
    client.force_login(people_of(pool)[0])
    with within_budget("pool_guidance"):
        page = client.get(address)
    assert "Difficult conversations</h2>" in page.text
    assert "guidance/edit/" not in page.text
    type(pool).objects.update(guidance="# Our way\n<b>Kindly</b>", guidance_at=NOW)
    page = client.get(address)
    assert 'href="#section-1-our-way"' in page.text
    assert "Difficult conversations" not in page.text
    assert "<b>" not in page.text


def test_guidance_is_previewed_saved_and_reset_by_a_lead(client, coordinator, today):
    pool = PoolFactory()
    address = reverse("pool_guidance_edit", args=[pool.slug])
    typed = {"text": "# Ours\nBe **kind**"}
    page = client.post(address, typed | {"preview": "1"})
    assert "<strong>kind</strong>" in page.text
    assert reload(pool).guidance == ""
    assert "Saved." in client.post(address, typed, follow=True).text
    assert client.post(address, {"text": "older"}).status_code == 409
    assert client.post(address, {"text": "x" * 10_001}).status_code == 422
    seen_at = reload(pool).guidance_at.isoformat()
    client.post(address, {"text": default_guidance(), "seen_at": seen_at})
    assert reload(pool).guidance == ""
    assert guidance_of(reload(pool)) == default_guidance()


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("", []),
        ("Hello", [""]),
        ("# A\nb\n## *C* #\nd\n### E", ["A", "C"]),
        ("```\n# no\n```\n# yes", ["", "yes"]),
        ("#no\n# \n", [""]),
    ],
)
def test_split_sections_begins_one_at_each_large_heading(text, titles):
    assert [section.title for section in split_sections(text)] == titles
