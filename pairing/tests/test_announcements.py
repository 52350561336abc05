"""Announcements of draws in a pool's channel."""

import pytest

from notifications.delivery import deliver_due
from notifications.models import Notice
from notifications.registry import KINDS
from pairing.actions import draw_cycle, redraw_cycle, repair_draw
from pairing.draw_store import lock_pairings
from pairing.models import Pairing, SwapRequest
from pairing.notices import PairingAdded, SwapAnswered
from pairing.queries import plan_repair
from pairing.states import CycleState, Origin, SwapState
from pairing.tests.factories import ANNOUNCED, MONDAY, NOW, PairingFactory, PoolFactory, drawn_pool
from people.models import User
from people.tests.factories import AbsenceFactory, UserFactory
from tests.sinks.slack import slack_sink

pytestmark = pytest.mark.django_db
CHANNEL = {"channel": "#support"}


@pytest.fixture(autouse=True)
def slack(settings):
    settings.SLACK_BOT_TOKEN = "xoxb-of-tests"


def posted(kind):
    """What the newest announcement of a kind says, read as delivery reads it."""
    notice = Notice.objects.filter(kind=kind, target="#support").latest("pk")
    cls = KINDS[kind]
    return cls(cls.subjects([notice.subject_id])[notice.subject_id]).message(None)


def test_draw_is_announced_with_pairs_seed_and_next_commitment():
    pool = PoolFactory(members=4, **CHANNEL)
    draw = draw_cycle(pool, MONDAY, by=User.objects.system(), now=ANNOUNCED)
    said = posted("drawn")
    pool.refresh_from_db()
    facts = dict(said.facts)
    assert said.title == f"{pool.name}: the draw of Monday 16 November"
    assert said.body == "Reviews are due Friday 20 November, 17:00 UTC."
    assert {f"{one.reviewer.name} reviews {one.owner.name}" for one in draw.pairings.all()} == set(
        said.sections[0].lines
    )
    assert (facts["Seed"], facts["Commitment to the next seed"]) == (draw.seed, pool.sealed)
    assert said.url == f"/draws/{pool.slug}/2026-11-16/"


def test_announcement_never_says_why_somebody_sits_out_or_was_drawn():
    pool = PoolFactory(members=5, **CHANNEL)
    away = pool.memberships.first().user
    AbsenceFactory(user=away, first_day=MONDAY, last_day=MONDAY.replace(day=20))
    draw = draw_cycle(pool, MONDAY, by=User.objects.system(), now=ANNOUNCED)
    Pairing.objects.update(why="a secret reason")
    said = posted("drawn")
    assert said.sections[1].lines == (away.name,)
    assert draw.salt not in str(said)
    assert "secret" not in str(said)
    assert "away" not in str(said).lower().replace(away.name.lower(), "")


def test_reviewer_of_two_stands_in_one_line():
    drawn_pool(4, reviews_each=2, **CHANNEL)
    assert all(" and " in line for line in posted("drawn").sections[0].lines)
    assert len(posted("drawn").sections[0].lines) == 4


def test_pool_without_a_channel_announces_nothing():
    drawn_pool(3)
    assert not Notice.objects.exclude(target="").exists()


def test_redraw_is_announced_as_one_and_the_first_is_not_due_any_more():
    _, draw = drawn_pool(4, **CHANNEL)
    lead = UserFactory(name="Lea Lead", coordinator=True)
    redraw_cycle(draw, reason="Bo is away", by=lead, now=NOW)
    said = posted("redrawn")
    assert said.title.endswith(": Monday 16 November was drawn again")
    assert said.body.startswith("Attempt 2, drawn by Lea Lead. Reason: Bo is away\n")
    assert not KINDS["drawn"](draw).still_due(None)


def test_announcement_of_a_cycle_that_is_over_is_dropped():
    _, draw = drawn_pool(3, **CHANNEL)
    assert KINDS["drawn"](draw).still_due(None)
    draw.cycle.state = CycleState.CLOSED
    assert not KINDS["drawn"](draw).still_due(None)


def test_repair_is_told_in_the_thread_of_the_draw():
    pool, draw = drawn_pool(5, **CHANNEL)
    out = [pool.memberships.first().user_id]
    plan = plan_repair(draw, lock_pairings(draw), out=out, back=(), now=NOW)
    repair_draw(draw, out=out, seen=plan.digest, by=UserFactory(coordinator=True), now=NOW)
    said = posted("draw_repaired")
    [repaired] = Pairing.objects.filter(origin=Origin.REPAIR)
    assert f"{repaired.reviewer.name} reviews {repaired.owner.name} now." in said.body
    assert Notice.objects.filter(key=said.follows, target="#support", kind="drawn").exists()


def test_volunteer_and_swap_are_told_in_the_channel_and_a_refusal_is_not():
    pool = PoolFactory(**CHANNEL)
    mine = PairingFactory(
        draw__cycle__pool=pool, reviewer__name="Ana", owner__name="Bo", origin=Origin.COVER
    )
    theirs = PairingFactory(draw=mine.draw, reviewer__name="Cy", owner__name="Di")
    swap = SwapRequest(mine=mine, theirs=theirs, asked_at=NOW)
    assert SwapAnswered(swap).targets() == []
    swap.state = SwapState.ACCEPTED
    assert SwapAnswered(swap).targets() == PairingAdded(mine).targets() == ["#support"]
    assert (
        SwapAnswered(swap).message(None).body.startswith("Ana reviews Di now. Cy reviews Bo now.")
    )
    assert PairingAdded(mine).message(None).title == "Ana volunteered"
    assert PairingAdded(theirs).targets() == []


def test_announcement_and_repair_arrive_in_one_thread(settings):
    with slack_sink() as sink:
        settings.SLACK_BOT_TOKEN = sink.token
        settings.SLACK_API_URL = sink.api_url
        pool, draw = drawn_pool(5, **CHANNEL)
        deliver_due(now=NOW)
        out = [pool.memberships.first().user_id]
        plan = plan_repair(draw, lock_pairings(draw), out=out, back=(), now=NOW)
        repair_draw(draw, out=out, seen=plan.digest, by=UserFactory(coordinator=True), now=NOW)
        deliver_due(now=NOW)
    first, second = sink.taken
    assert (first["channel"], second["thread_ts"]) == ("#support", first["ts"])
    assert draw.seed in str(first["blocks"])
    assert second["text"].startswith("The draw was repaired")
