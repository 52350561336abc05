"""The demo world keeps what the sign-in page promises, whenever it is loaded."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from audit.models import Event
from casereview.demo.world import build
from cases.models import Case, CaseComment, Customer
from cases.states import ACTIVE
from core.demo.days import Days
from notifications.models import Notice
from pairing.models import Cycle, Draw, Exclusion, Pairing, Unavailable
from pairing.queries import find_broken_pairings, find_differences
from pairing.states import CycleState, PairingState
from people.actions import confirm_proposals
from people.models import Absence, Proposal, User
from people.personas import demo_personas
from reviews.models import Answer, Reader, Review
from reviews.queries import due_for, offered_cases
from reviews.states import PEER_KINDS, AnswerValue, ReviewKind, ReviewState

pytestmark = pytest.mark.django_db

CLOCKS = {
    "Monday after midnight": datetime(2026, 11, 16, 0, 30, tzinfo=UTC),
    "Monday at noon": datetime(2026, 11, 16, 12, 0, tzinfo=UTC),
    "Wednesday": datetime(2026, 11, 18, 13, 20, tzinfo=UTC),
    "Sunday before midnight": datetime(2026, 11, 22, 23, 30, tzinfo=UTC),
    "New Year": datetime(2027, 1, 1, 9, 0, tzinfo=UTC),
}
UNFILLED = re.compile(r"\{[a-z_]+\}|\[\[|\]\]|<<|>>")


def some_by_default():
    return [
        pytest.param(CLOCKS[name], id=name, marks=() if name == "Wednesday" else pytest.mark.sweep)
        for name in CLOCKS
    ]


@pytest.fixture(scope="module", params=some_by_default())
def now(request, django_db_setup, django_db_blocker):
    """One world for all tests of a clock, gone afterwards."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(request.param, tick=False),
        transaction.atomic(),
    ):
        build(seed=1, now=request.param)
        yield request.param
        transaction.set_rollback(True)


def person(login):
    return User.objects.get(email=f"{login}@support.example")


def page_of(login, path="/"):
    client = Client()
    client.force_login(person(login))
    return client.get(path)


def waiting(login, now):
    return [due.kind for due in due_for(person(login), now)]


def current(**which):
    return Pairing.objects.live().filter(draw__cycle__state=CycleState.DRAWN, **which)


@pytest.mark.parametrize("login", ["hana.kim", "ana.duarte", "lars.nygard"])
def test_my_week_tells_what_happened_on_every_day(now, login):
    assert page_of(login).context["happenings"]


def test_every_persona_is_here_and_sees_a_week(now):
    for email in demo_personas():
        assert page_of(email.split("@")[0]).status_code == 200


def test_hana_has_one_of_anas_cases_to_pick(now):
    pairing = current(reviewer=person("hana.kim")).get()
    offered, is_fallback = offered_cases(pairing, now=now)
    assert (pairing.owner, pairing.state, pairing.started_at) == (
        person("ana.duarte"),
        PairingState.ASSIGNED,
        None,
    )
    assert not pairing.reviews.exists()
    assert offered.count() >= 5
    assert not is_fallback
    assert "2nd time" in pairing.why


def test_hana_has_a_sent_review_to_read(now):
    sent = Review.objects.filter(kind=ReviewKind.PEER, state=ReviewState.SUBMITTED)
    review = sent.get(owner=person("hana.kim"))
    reader = Reader.objects.get(review=review, user=person("hana.kim"))
    notice = Notice.objects.visible_to(person("hana.kim")).unread().get(kind="review_received")
    kinds = [kind for kind in waiting("hana.kim", now) if kind != "answer"]
    assert kinds == ["read", "meeting", "invitation"]
    assert reader.opened_at is None
    assert notice.subject_id == review.pk


def test_ana_owns_cases_and_has_begun_her_own_review(now):
    ana = person("ana.duarte")
    assert Case.objects.filter(owner=ana, status__in=ACTIVE).count() >= 4
    assert waiting("ana.duarte", now) == ["draft"]


def test_lars_is_done_on_both_sides(now):
    lars = person("lars.nygard")
    mine = current(reviewer=lars).get()
    assert waiting("lars.nygard", now) == []
    assert mine.state == PairingState.DONE
    assert current(owner=lars).get().reviews.get().state == ReviewState.ACKNOWLEDGED
    assert not Notice.objects.visible_to(lars).unread().exists()


def test_mira_joined_today_and_nothing_waits(now):
    mira = person("mira.shah")
    assert mira.date_joined > now - timedelta(hours=1)
    assert not mira.pool_memberships.exists()
    assert not mira.cases.exists()
    assert waiting("mira.shah", now) == []
    assert mira.memberships.get().first_day == Days(now).today


def test_the_others_have_the_roles_of_their_blurbs(now):
    assert person("nadia.rossi").pools_led.count() == 1
    assert person("nadia.rossi").manages.count() == 7
    assert person("omar.haddad").group_names == {"Major issue managers"}
    assert person("pia.keller").group_names == {"Coordinators"}
    assert person("ruth.amsel").is_superuser
    assert person("ruth.amsel").is_staff


def test_nobody_has_a_password(now):
    assert not [user for user in User.objects.people() if user.has_usable_password()]


def test_present_cycle_is_of_this_week_and_mixed(now):
    cycle = Cycle.objects.get(state=CycleState.DRAWN)
    states = Counter((one.state, one.started_at is not None) for one in current())
    assert cycle.monday == Days(now).monday
    assert states == {("done", True): 6, ("assigned", True): 4, ("assigned", False): 1}
    assert [entry["person"] for entry in cycle.draws.get().sits_out] == [person("ivo.petrov").pk]


def test_nadia_has_a_pair_to_repair_on_working_days(now):
    broken = find_broken_pairings(person("nadia.rossi"), now)
    assert len(broken) == (Days(now).today.weekday() < 5)
    assert all(one.pairing.owner != person("hana.kim") for one in broken)


def test_twelve_cycles_are_over_and_all_draws_verify(now):
    assert Cycle.objects.filter(state=CycleState.CLOSED).count() == 12
    assert {
        state for (state,) in Pairing.objects.exclude(pk__in=current()).values_list("state")
    } >= {"done", "missed"}
    for draw in Draw.objects.all():
        assert find_differences(draw) == []


def test_rules_and_busy_weeks_bend_the_draws(now):
    jo = person("jo.whitaker")
    cai = person("cai.morgan")
    assert not Pairing.objects.filter(reviewer__in=(jo, cai), owner__in=(jo, cai)).exists()
    soft = Exclusion.objects.get(strength="soft")
    assert soft.until > Days(now).today
    codes = [entry["code"] for draw in Draw.objects.all() for entry in draw.sits_out]
    assert set(codes) == {"away", "busy"}
    assert Unavailable.objects.filter(monday=Days(now).monday + timedelta(weeks=1)).count() == 1


def test_past_draws_show_a_redraw_a_swap_and_a_cover(now):
    again = Draw.objects.get(attempt=2)
    first = Draw.objects.get(cycle=again.cycle, attempt=1)
    assert again.reason
    assert {state for (state,) in first.pairings.values_list("state")} == {PairingState.REPLACED}
    assert Pairing.objects.filter(origin="swap").count() == 2
    assert Pairing.objects.get(origin="cover").why.startswith("Cover for ")


def test_last_cycle_closed_with_every_review_sent(now):
    last = Cycle.objects.filter(state=CycleState.CLOSED).order_by("monday").last()
    assert set(Pairing.objects.filter(draw__cycle=last).values_list("state", flat=True)) == {
        PairingState.DONE
    }


def test_everybody_has_something_that_can_be_reviewed(now):
    for pairing in current().select_related("owner", "draw__cycle__pool"):
        assert offered_cases(pairing, now=now)[0].count() >= 3


def test_company_has_its_size(now):
    assert User.objects.people().count() == 19
    assert Customer.objects.count() == 40
    assert not Customer.objects.filter(contacts__isnull=True).exists()
    assert 560 <= Case.objects.count() <= 600
    assert Case.objects.filter(is_major=True, children__isnull=False).distinct().count() >= 3
    assert CaseComment.objects.filter(is_public=False).count() > 200
    assert Absence.objects.filter(first_day__gt=Days(now).today).exists()


def test_texts_are_whole_and_no_two_cases_begin_alike(now):
    texts = [
        *Case.objects.values_list("subject", flat=True),
        *Case.objects.values_list("description", flat=True),
        *CaseComment.objects.values_list("body", flat=True),
    ]
    written = [
        *Answer.objects.values_list("comment", flat=True),
        *Review.objects.values_list("closing_note", flat=True),
    ]
    assert all(text.strip() for text in texts)
    assert [text for text in texts + written if UNFILLED.search(text)] == []
    assert Case.objects.values("description").distinct().count() == Case.objects.count()


def test_every_no_has_its_comment_and_sent_reviews_are_complete(now):
    own_answers = Answer.objects.exclude(review__kind=ReviewKind.MANAGER)  # may only agree
    assert not own_answers.filter(value=AnswerValue.NO, comment="").exists()
    assert not Answer.objects.filter(value=AnswerValue.NA, criterion__allows_na=False).exists()
    for review in Review.objects.exclude(submitted_at=None).prefetch_related("answers", "readers"):
        assert len(review.answers.all()) == 8
        if review.kind in PEER_KINDS:
            assert {"reviewer", "owner"} <= {reader.why for reader in review.readers.all()}
            assert review.closing_note


def test_reviewed_cases_belong_to_the_owner_and_were_there(now):
    for review in Review.objects.select_related("case"):
        assert review.case.owner_id == review.owner_id
        assert review.case.opened_at < review.started_at


def test_nothing_lies_in_the_future(now):
    assert not Event.objects.filter(at__gt=now).exists()
    assert not CaseComment.objects.filter(written_at__gt=now).exists()
    assert not Case.objects.filter(updated_at__gt=now).exists()
    assert not Review.objects.filter(submitted_at__gt=now).exists()
    assert not Review.objects.filter(acknowledged_at__gt=now).exists()
    assert not Draw.objects.filter(drawn_at__gt=now).exists()
    assert not Notice.objects.filter(sent_at__gt=now).exists()


def test_reviews_happen_in_order(now):
    sent = Review.objects.exclude(submitted_at=None).exclude(pairing=None)
    for review in sent.select_related("pairing__draw"):
        moments = [
            review.pairing.draw.drawn_at,
            review.started_at,
            review.submitted_at,
            review.acknowledged_at or now,
        ]
        assert moments == sorted(moments)


def test_nothing_of_the_past_waits_in_the_outbox(now):
    assert not Notice.objects.filter(sent_at__isnull=True).exists()


def test_histories_have_something_to_show(now):
    for subject in (
        "cases.case",
        "reviews.review",
        "pairing.pairing",
        "pairing.cycle",
        "people.user",
        "pairing.pool",
    ):
        assert Event.objects.filter(subject_label=subject).exists()


def test_newcomer_waits_to_be_confirmed_and_then_has_cases(now):
    proposal = Proposal.objects.get()
    confirm_proposals(
        [(proposal, proposal.name, proposal.email, None, "engineer")],
        by=person("pia.keller"),
        now=now,
    )
    assert person("noa.lindgren").cases.count() == 2
