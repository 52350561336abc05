"""Pools and the people in them."""

from datetime import date, timedelta

import pytest

from audit.tests.trail import facts, verbs
from core.errors import NotAllowed, Refused
from core.tests.rows import reload
from core.weeks import next_cycle
from pairing.actions import (
    change_pool,
    create_pool,
)
from pairing.models import Pool
from pairing.states import Cadence, Visibility
from pairing.tests.factories import (
    MONDAY,
    NOW,
    PoolFactory,
    drawn_pool,
    people_of,
)
from people.tests.factories import UserFactory
from rubrics.models import Rubric

pytestmark = pytest.mark.django_db
FIELDS = {"name": "Global Support", "first_monday": MONDAY, "time_zone": "Europe/Lisbon"}


@pytest.fixture
def coordinator():
    return UserFactory(coordinator=True)


def make(by, **fields):
    return create_pool(by=by, now=NOW, rubric=Rubric.objects.get(), **FIELDS | fields)


def test_create_pool_by_a_coordinator_is_audited_and_seals_a_seed(coordinator):
    pool = make(coordinator, leads=[coordinator])
    assert (pool.slug, pool.created_at, list(pool.leads.all())) == (
        "global-support",
        NOW,
        [coordinator],
    )
    assert len(pool.sealed_seed) == 64
    assert verbs(pool) == ["pool made"]


@pytest.mark.parametrize(
    ("name", "slug"), [("New", "new-2"), ("客服", "pool"), ("Support!", "support")]
)
def test_create_pool_finds_an_address_for_any_name(coordinator, name, slug):
    assert make(coordinator, name=name).slug == slug


def test_create_pool_with_a_name_like_another_gets_another_address(coordinator):
    make(coordinator)
    assert make(coordinator, name="Global-Support").slug == "global-support-2"


def test_create_pool_by_anybody_else_is_not_allowed():
    with pytest.raises(NotAllowed):
        make(UserFactory())


def test_create_pool_is_undone_when_the_audit_fails(coordinator, audit_refuses):
    with audit_refuses():
        make(coordinator)
    assert not Pool.objects.exists()


def test_change_pool_is_audited_with_the_names_of_what_changed(coordinator):
    pool = PoolFactory()
    change_pool(pool, by=coordinator, now=NOW, announce_hour=10, country="PT", name=pool.name)
    assert (reload(pool).announce_hour, reload(pool).country) == (10, "PT")
    assert (verbs(pool), facts(pool)["fields"]) == (["pool changed"], ["announce_hour", "country"])


def test_change_pool_to_what_it_is_leaves_no_trace(coordinator):
    pool = PoolFactory()
    change_pool(pool, by=coordinator, now=NOW, name=pool.name)
    assert verbs(pool) == []


def test_change_pool_keeps_what_a_drawn_cycle_was_drawn_with(coordinator):
    pool, drawn = drawn_pool(3)
    change_pool(
        pool,
        by=coordinator,
        now=NOW,
        visibility=Visibility.TEAM,
        time_zone="Asia/Tokyo",
        cadence="biweekly",
    )
    drawn.cycle.refresh_from_db()
    assert (drawn.cycle.visibility, drawn.cycle.ends_on) == (
        Visibility.PAIR,
        MONDAY + timedelta(days=7),
    )


def test_change_pool_to_another_cadence_begins_after_what_is_drawn(coordinator):
    pool, _ = drawn_pool(3)
    rhythm = {"cadence": Cadence.BIWEEKLY, "change_on": None, "changed_cadence": ""}
    change_pool(pool, by=coordinator, now=NOW, **rhythm)
    assert reload(pool).first_monday == date(2026, 11, 23)
    assert next_cycle(reload(pool).rhythm, date(2026, 11, 23)) == date(2026, 12, 7)


def test_change_pool_with_the_same_cadence_keeps_its_rhythm(coordinator):
    pool, _ = drawn_pool(3)
    change_pool(pool, by=coordinator, now=NOW, cadence=Cadence.WEEKLY, announce_hour=11)
    assert reload(pool).first_monday == pool.first_monday


def test_change_pool_before_any_draw_takes_the_first_monday_as_given(coordinator):
    pool = PoolFactory()
    change_pool(
        pool, by=coordinator, now=NOW, first_monday=date(2026, 12, 7), cadence=Cadence.BIWEEKLY
    )
    assert reload(pool).first_monday == date(2026, 12, 7)


def test_change_pool_by_a_member_is_not_allowed():
    pool = PoolFactory(members=1)
    with pytest.raises(NotAllowed):
        change_pool(pool, by=people_of(pool)[0], now=NOW, announce_hour=3)


def test_change_pool_to_more_reviews_each_than_colleagues_is_refused(coordinator):
    pool = PoolFactory(members=3)
    with pytest.raises(Refused, match="choose 2 at most"):
        change_pool(pool, by=coordinator, now=NOW, reviews_each=3)
    assert change_pool(PoolFactory(), by=coordinator, now=NOW, reviews_each=3).reviews_each == 3


def test_change_pool_is_undone_when_the_audit_fails(coordinator, audit_refuses):
    pool = PoolFactory()
    with audit_refuses():
        change_pool(pool, by=coordinator, now=NOW, announce_hour=3)
    assert reload(pool).announce_hour == 9
