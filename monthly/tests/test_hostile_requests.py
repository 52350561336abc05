"""Hostile requests to the pages of months: never a 500, in no state and from neither of the two."""

from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle, product

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cases.tests.factories import CaseFactory
from monthly.models import MonthlyReview, NextStep, StandIn, TeamSettings
from monthly.tests.factories import (
    NOW,
    MonthlyReviewFactory,
    discussing_month,
    drawn_selection,
    own_selection,
    validating_month,
)
from monthly.urls import urlpatterns
from people.states import Role
from people.tests.factories import TeamFactory, UserFactory
from reviews.tests.test_hostile import BODIES, TEXTS

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
ROUTES = {pattern.name: str(pattern.pattern) for pattern in urlpatterns}
POSTED = [p.name for p in urlpatterns if "POST" in p.callback.screen.methods]
GOT = [p.name for p in urlpatterns if "GET" in p.callback.screen.methods]
VALUES = TEXTS | {
    "huge number": "9" * 40,
    "negative": "-1",
    "year 1": "0001-01-01",
    "year 9999": "9999-12-31",
    "day 31": "2026-02-31",
    "float": "1e400",
    "none": "None",
}
NAMES = (
    *("reason", "note", "excuse", "case", "seen", "go", "rest", "person", "month", "manager"),
    *("first_day", "last_day", "text", "owner", "due_on", "outcome", "page", "hide", "undo"),
    *("notes", "base_notes", "version", "save_number", "q", "switch", "rubric", "is_blind"),
    *("opening_workdays", "messages", "closing_note"),
)


class Scene:
    """One engineer's months in each state, and everything that an address can name."""

    def __init__(self):
        self.client = Client(raise_request_exception=False)
        self.team = TeamFactory()
        TeamSettings.objects.create(team=self.team, switched_on_at=NOW)
        self.manager = UserFactory(team=self.team, team__role=Role.MANAGER, coordinator=True)
        self.engineer = UserFactory(team=self.team, team__manager=self.manager)
        people = {"engineer": self.engineer, "manager": self.manager}
        months = [self._month(-n) for n in range(5)]
        selecting = MonthlyReviewFactory(month=months[0], **people)
        drawn_selection(selecting)
        assessing = MonthlyReviewFactory(month=months[1], state="self_assessing", **people)
        own_selection(assessing)
        self.months = [
            MonthlyReview.objects.get(pk=selecting.pk),
            MonthlyReview.objects.get(pk=assessing.pk),
            validating_month("no", "Late.", month=months[2], **people),
            validating_month("no", "Late.", month=months[3], is_blind=True, **people),
            discussing_month(month=months[4], **people),
        ]
        step = {"owner": self.engineer, "created_by": self.manager, "created_at": NOW}
        self.step = NextStep.objects.create(
            monthly_review=self.months[-1], text="Call", due_on=NOW.date(), **step
        )
        self.stand_in = StandIn.objects.create(
            manager=self.manager,
            person=self.engineer,
            first_day=NOW.date(),
            last_day=NOW.date() + timedelta(days=3),
        )
        CaseFactory(owner=self.engineer)

    def _month(self, back):
        month = 11 + back
        return NOW.date().replace(month=month, day=1)

    def paths(self, name):
        """The address of each thing that it can name."""
        route = ROUTES[name]
        if "<" not in route:
            return [reverse(name)]
        if "steps/<" in route:
            return [reverse(name, args=[self.step.pk])]
        if "settings/<" in route:
            return [reverse(name, args=[self.team.pk])]
        if "stand-ins/<" in route:
            return [reverse(name, args=[self.stand_in.pk])]
        paths = []
        for month in self.months:
            selection = month.selections.first()
            args = [month.pk]
            if "case_pk" in route:
                args.append(selection.case_id)
            if "selection_pk" in route:
                args.append(selection.pk)
            paths.append(reverse(name, args=args))
        return paths

    def names(self):
        """The fields of a form, those of the rubric and of the talk included."""
        criteria = self.months[0].rubric_version.criteria.values_list("pk", flat=True)
        fields = [f"{kind}_{pk}" for pk in criteria for kind in ("answer", "comment")]
        selection = self.months[-1].selections.first()
        for kind in ("value", "note"):
            fields += [f"{kind}_{selection.pk}-{pk}" for pk in criteria]
        return [*NAMES, *fields]


@pytest.fixture
def scene():
    return Scene()


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def people(scene):
    return (scene.engineer, scene.manager)


HEADERS = cycle([{}, {"HX-Request": "true"}])


@pytest.mark.parametrize("name", POSTED)
def test_any_text_at_any_address_is_answered(scene, name):
    problems = []
    data_of = {text: dict.fromkeys(scene.names(), value) for text, value in VALUES.items()}
    data_of["megabyte"] = {"notes": VALUES["megabyte"]}
    for path, person in product(scene.paths(name), people(scene)):
        scene.client.force_login(person)
        for text, data in data_of.items():
            with undone():
                answer = scene.client.post(path, data, headers=next(HEADERS))
            if answer.status_code >= 500:
                problems.append((path, text, person == scene.engineer))
    assert problems == []


@pytest.mark.parametrize("name", POSTED)
def test_one_bad_field_at_any_address_is_answered(scene, name):
    problems = []
    good = {"version": 1, "page": "p", "save_number": 1, "case": scene.step.pk, "seen": 0}
    good |= {"reason": "Because", "note": "So", "excuse": "reason", "text": "Call"}
    good |= {"owner": scene.engineer.pk, "due_on": "2030-01-01", "outcome": "ongoing"}
    good |= {"first_day": "2030-01-01", "last_day": "2030-01-02", "person": scene.engineer.pk}
    good |= {"month": scene.months[-1].pk, "manager": scene.manager.pk}
    bad = ("nul", "huge number", "year 9999")
    for path, person in product(scene.paths(name)[-1:], people(scene)):
        scene.client.force_login(person)
        for field, text in product(good, bad):
            with undone():
                answer = scene.client.post(path, good | {field: VALUES[text]})
            if answer.status_code >= 500:
                problems.append((path, field, text, person == scene.engineer))
    assert problems == []


@pytest.mark.parametrize("name", POSTED)
def test_any_body_at_any_address_is_answered(scene, name):
    for path, person in product(scene.paths(name), people(scene)):
        scene.client.force_login(person)
        for kind, body in BODIES.items():
            with undone():
                answer = scene.client.generic("POST", path, body, kind)
            assert answer.status_code < 500, (path, kind)


@pytest.mark.parametrize("name", POSTED)
def test_double_click_at_any_address_is_answered(scene, name):
    for path, person in product(scene.paths(name), people(scene)):
        scene.client.force_login(person)
        for _ in range(2):
            assert scene.client.post(path, {"version": 1}).status_code < 500


@pytest.mark.parametrize("name", GOT)
def test_any_query_at_any_address_is_answered_and_head_writes_nothing(scene, name):
    for path, person in product(scene.paths(name), people(scene)):
        scene.client.force_login(person)
        for text in VALUES.values():
            data = dict.fromkeys(("q", "case", "month", "for", "page"), text)
            with undone():
                answer = scene.client.get(path, data)
            assert answer.status_code < 500, (path, text)
        before = list(MonthlyReview.objects.order_by("pk").values())
        assert scene.client.head(path).status_code < 500
        assert list(MonthlyReview.objects.order_by("pk").values()) == before
