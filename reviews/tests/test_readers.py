"""Who may read a sent review: exactly its readers, for each visibility, and for ever."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.weeks import local_datetime
from pairing.actions import remove_member
from pairing.models import Pairing, Pool, PoolMembership
from pairing.tests.factories import PairingFactory
from people.actions import change_membership, deactivate_person
from people.models import Membership, User
from people.states import Role
from people.tests.factories import LONG_AGO, MembershipFactory, TeamFactory, UserFactory
from reviews import actions
from reviews.models import Review
from reviews.tests.factories import NOW, ReviewFactory, fill_rubric

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)
PAIR = {"Rita": "reviewer", "Olaf": "owner"}


class Scene:
    """A pair in a pool of one visibility, and people by name around it."""

    def __init__(self, visibility, zone="UTC"):
        self.team = TeamFactory()
        self.people = {
            name: UserFactory(name=name)
            for name in ("Rita", "Olaf", "Mara", "Max", "Tom", "Lena", "Cora")
        }
        between = {"reviewer": self.people["Rita"], "owner": self.people["Olaf"]}
        self.pairing = PairingFactory(
            draw__cycle__pool__visibility=visibility, draw__cycle__pool__time_zone=zone, **between
        )
        self.pool = self.pairing.draw.cycle.pool

    def __getattr__(self, name):
        return self.people[name.capitalize()]

    def answers_to(self, name, manager, **fields):
        fields = {"is_primary": True, **fields}
        return MembershipFactory(
            user=self.people[name], team=self.team, manager=self.people[manager], **fields
        )

    def joins(self, name, first_day=LONG_AGO, last_day=None):
        days = {"first_day": first_day, "last_day": last_day}
        return PoolMembership.objects.create(pool=self.pool, user=self.people[name], **days)

    def send(self, now=NOW):
        draft = ReviewFactory(pairing=Pairing.objects.get(pk=self.pairing.pk))
        draft = Review.objects.get(pk=draft.pk)
        return actions.submit_review(
            draft, rubric_input=fill_rubric(draft), by=draft.reviewer, now=now
        )


def rows(review):
    return dict(review.readers.values_list("user__name", "why"))


def who_sees(review):
    people = User.objects.exclude(email=User.SYSTEM_EMAIL)
    return {
        person.name
        for person in people
        if Review.objects.visible_to(person).filter(pk=review.pk).exists()
    }


def two_managers(scene):
    scene.answers_to("Rita", "Mara")
    scene.answers_to("Olaf", "Max")


def one_manager(scene):
    scene.answers_to("Rita", "Mara")
    scene.answers_to("Olaf", "Mara")


def reviewer_manages_owner(scene):
    scene.answers_to("Rita", "Max")
    scene.answers_to("Olaf", "Rita")


def owner_manages_reviewer(scene):
    scene.answers_to("Rita", "Olaf")


def manager_has_left(scene):
    two_managers(scene)
    User.objects.filter(name="Max").update(is_active=False)


def side_team(scene):
    scene.answers_to("Rita", "Mara")
    MembershipFactory(user=scene.rita, manager=scene.max, is_primary=False)


def manager_of_yesterday(scene):
    scene.answers_to("Rita", "Max", last_day=YESTERDAY)
    scene.answers_to("Rita", "Mara", first_day=TODAY)


def manager_of_tomorrow(scene):
    scene.answers_to("Rita", "Mara", last_day=TODAY)
    MembershipFactory(user=scene.rita, manager=scene.max, first_day=TOMORROW)


def day_of_change(scene):
    """Ended today and begun today: the new one counts, as everywhere."""
    scene.answers_to("Rita", "Max", last_day=TODAY)
    MembershipFactory(user=scene.rita, manager=scene.mara, first_day=TODAY)


def manages_the_team_alone(scene):
    """To have the role of a manager in a team is not to be the manager of the two."""
    scene.answers_to("Rita", "Mara")
    MembershipFactory(user=scene.max, team=scene.team, role=Role.MANAGER)


def members(scene):
    scene.joins("Tom")


def member_of_the_past(scene):
    scene.joins("Tom", last_day=YESTERDAY)


def member_until_today(scene):
    scene.joins("Tom", last_day=TODAY)


def member_from_tomorrow(scene):
    scene.joins("Tom", first_day=TOMORROW)


def lead_without_a_place(scene):
    scene.pool.leads.add(scene.lena)


def lead_with_a_place(scene):
    lead_without_a_place(scene)
    scene.joins("Lena")


def member_who_left(scene):
    members(scene)
    User.objects.filter(name="Tom").update(is_active=False)


def manager_and_member(scene):
    one_manager(scene)
    scene.joins("Tom")


def member_of_another_pool(scene):
    PairingFactory(draw__cycle__pool__visibility="team", reviewer=scene.tom)


OF_RITA = "manager_r"
OF_OLAF = "manager_o"
OF_BOTH = "manager"
MEMBER = "member"
TABLE = [
    ("pair", two_managers, {}),
    ("pair", manager_and_member, {}),
    ("pair", lead_with_a_place, {}),
    ("managers", members, {}),
    ("managers", two_managers, {"Mara": OF_RITA, "Max": OF_OLAF}),
    ("managers", one_manager, {"Mara": OF_BOTH}),
    ("managers", reviewer_manages_owner, {"Max": OF_RITA}),
    ("managers", owner_manages_reviewer, {}),
    ("managers", manager_has_left, {"Mara": OF_RITA}),
    ("managers", side_team, {"Mara": OF_RITA}),
    ("managers", manager_of_yesterday, {"Mara": OF_RITA}),
    ("managers", manager_of_tomorrow, {"Mara": OF_RITA}),
    ("managers", day_of_change, {"Mara": OF_RITA}),
    ("managers", manages_the_team_alone, {"Mara": OF_RITA}),
    ("managers", manager_and_member, {"Mara": OF_BOTH}),
    ("team", members, {"Tom": MEMBER}),
    ("team", member_of_the_past, {}),
    ("team", member_until_today, {"Tom": MEMBER}),
    ("team", member_from_tomorrow, {}),
    ("team", lead_without_a_place, {}),
    ("team", lead_with_a_place, {"Lena": MEMBER}),
    ("team", member_who_left, {}),
    ("team", manager_and_member, {"Tom": MEMBER}),
    ("team", member_of_another_pool, {}),
]


@pytest.mark.parametrize(
    ("visibility", "around", "more"), TABLE, ids=lambda part: getattr(part, "__name__", part)
)
def test_submit_review_writes_exactly_these_readers(visibility, around, more):
    scene = Scene(visibility)
    around(scene)
    review = scene.send()
    assert rows(review) == PAIR | more
    assert who_sees(review) == {"Rita", "Olaf", *more}


def test_reader_who_leaves_keeps_the_row_and_sees_nothing():
    scene = Scene("managers")
    two_managers(scene)
    review = scene.send()
    User.objects.filter(name__in=["Max", "Olaf"]).update(is_active=False)
    assert rows(review) == PAIR | {"Mara": OF_RITA, "Max": OF_OLAF}
    assert who_sees(review) == {"Rita", "Mara"}


@pytest.mark.parametrize("visibility", ["managers", "team"])
def test_day_of_sending_is_that_of_the_pools_zone(visibility):
    """In Auckland it is tomorrow already, so that who left yesterday evening there is gone."""
    scene = Scene(visibility, zone="Pacific/Auckland")
    scene.answers_to("Rita", "Mara", last_day=date(2026, 11, 18))
    scene.joins("Tom", last_day=date(2026, 11, 18))
    assert rows(scene.send(now=local_datetime(date(2026, 11, 19), 1, "Pacific/Auckland"))) == PAIR


def move_everybody(scene, review):
    """Whatever may happen to people and pools later."""
    cora = UserFactory(name="Coco", coordinator=True)
    place = Membership.objects.get(user=scene.rita)
    moved = {
        "team": TeamFactory(),
        "role": Role.ENGINEER,
        "manager": scene.cora,
        "is_primary": True,
    }
    change_membership(place, **moved, first_day=timezone.localdate(), by=cora, now=timezone.now())
    deactivate_person(
        scene.max, by=UserFactory(superuser=True, coordinator=True), now=timezone.now()
    )
    remove_member(scene.pool, user=scene.tom, by=cora, now=timezone.now())
    scene.joins("Cora")
    scene.pool.leads.add(scene.lena)
    Pool.objects.update(visibility="team")
    actions.open_review(review, by=scene.olaf, now=NOW)
    actions.acknowledge_review(Review.objects.get(pk=review.pk), by=scene.olaf, now=NOW)


@pytest.mark.parametrize("visibility", ["pair", "managers", "team"])
def test_later_moves_add_and_remove_no_reader(visibility):
    scene = Scene(visibility)
    two_managers(scene)
    members(scene)
    review = scene.send()
    before = rows(review)
    seen = who_sees(review)
    move_everybody(scene, review)
    assert rows(review) == before
    assert who_sees(review) == seen - {"Max"}


def test_visibility_is_the_cycles_and_not_that_of_the_pool_today():
    scene = Scene("pair")
    members(scene)
    Pool.objects.update(visibility="team")
    assert rows(scene.send()) == PAIR


def test_recall_and_resubmit_writes_the_readers_of_that_day():
    scene = Scene("team")
    members(scene)
    review = scene.send()
    actions.recall_review(review, by=scene.rita, now=NOW)
    assert who_sees(review) == {"Rita"}
    PoolMembership.objects.filter(user=scene.tom).update(last_day=YESTERDAY)
    scene.joins("Lena")
    review = Review.objects.get(pk=review.pk)
    actions.submit_review(review, rubric_input=fill_rubric(review), by=review.reviewer, now=NOW)
    assert rows(review) == PAIR | {"Lena": MEMBER}
