"""Rubrics and the pools that use them, which only this floor knows."""

import pytest
from django.urls import reverse

from pairing.models import PoolMembership
from pairing.tests.factories import PoolFactory
from people.tests.factories import UserFactory
from rubrics.models import Rubric
from rubrics.tests.factories import NOW, RubricFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    user = UserFactory(coordinator=True)
    client.force_login(user)
    return user


@pytest.fixture
def engineer():
    return UserFactory()


def page_of(client, rubric):
    return client.get(reverse("rubric", args=[rubric.pk]))


def test_list_tells_version_size_draft_and_pools(client, coordinator):
    rubric = RubricFactory(name="Kind words", titles=["A", "B"], draft=["A"])
    PoolFactory(name="Global Support", rubric=rubric)
    PoolFactory(name="Apps", rubric=rubric)
    row = next(
        row for row in client.get(reverse("rubrics")).context["rubrics"] if row.pk == rubric.pk
    )
    assert (row.current, row.size, row.has_draft) == (1, 2, True)
    assert [pool.name for pool in row.used_by] == ["Apps", "Global Support"]


def test_list_without_any_rubric_offers_the_first(client, coordinator, engineer):
    Rubric.objects.all().update(archived_at=NOW)
    assert "Create the first rubric" in client.get(reverse("rubrics")).text
    client.force_login(engineer)
    assert "Coordinators create rubrics" in client.get(reverse("rubrics")).text


def test_list_hides_drafts_and_their_marks_from_others(client, engineer):
    RubricFactory(name="Secret plans", draft=["A"])
    RubricFactory(name="Kind words", titles=["A"], draft=["B"])
    client.force_login(engineer)
    page = client.get(reverse("rubrics")).text
    assert "Kind words" in page
    assert "Secret plans" not in page
    assert "Draft" not in page
    assert "New rubric" not in page


def test_list_names_only_pools_that_the_reader_may_see(client, engineer):
    mine = PoolFactory(name="Pool Mine")
    other = PoolFactory(name="Pool Other")
    PoolMembership.objects.create(pool=mine, user=engineer, first_day=mine.first_monday)
    client.force_login(engineer)
    for page in (client.get(reverse("rubrics")), page_of(client, mine.rubric)):
        assert "Pool Mine" in page.text
        assert other.name not in page.text


def test_list_puts_archived_rubrics_apart(client, coordinator):
    RubricFactory(name="Old words", titles=["A"], archived_at=NOW)
    context = client.get(reverse("rubrics")).context
    assert [row.name for row in context["archived"]] == ["Old words"]
    assert "Old words" not in [row.name for row in context["rubrics"]]


def test_page_shows_the_current_wording_versions_and_draft(client, coordinator):
    page = page_of(client, RubricFactory(titles=["Alpha"], draft=["Beta"])).text
    assert "Alpha" in page
    assert "Beta" not in page
    assert "Draft of version 2" in page
    assert "Continue the draft" in page
    assert "No pool" in page


def test_page_for_others_is_to_be_read(client, engineer):
    client.force_login(engineer)
    page = page_of(client, RubricFactory(titles=["Alpha"], draft=["Beta"])).text
    assert "Alpha" in page
    for word in ("Draft of version", "Go on with", "Rename", "Archive this", "No pool"):
        assert word not in page


def test_page_of_a_rubric_never_published_is_for_coordinators(client, coordinator, engineer):
    young = RubricFactory(draft=["A"])
    assert "Nothing published yet" in page_of(client, young).text
    client.force_login(engineer)
    assert page_of(client, young).status_code == 404


def test_page_of_an_archived_rubric_can_be_restored(client, coordinator):
    page = page_of(client, RubricFactory(titles=["A"], archived_at=NOW)).text
    assert "Restore</button>" in page
    assert ">Edit<" not in page


@pytest.mark.parametrize("kind", ["rubrics", "rubric"])
def test_pages_are_for_people_signed_in(client, db, kind):
    url = reverse(kind, args=[Rubric.objects.get().pk] if kind == "rubric" else [])
    assert client.get(url).status_code == 302
    assert client.post(url).status_code in (302, 405)


def test_list_costs_the_same_at_one_and_three(client, coordinator, django_assert_max_num_queries):
    PoolFactory()
    with django_assert_max_num_queries(12) as one:
        client.get(reverse("rubrics"))
    for titles in (["A"], ["A", "B"]):
        PoolFactory(rubric=RubricFactory(titles=titles, draft=titles))
    with django_assert_max_num_queries(12) as three:
        client.get(reverse("rubrics"))
    assert len(one) == len(three)


def test_page_costs_the_same_at_one_and_three(client, coordinator, django_assert_max_num_queries):
    costs = []
    for titles in (["A"], ["A", "B", "C"]):
        rubric = RubricFactory(titles=titles, draft=titles)
        for _ in titles:
            PoolFactory(rubric=rubric)
        client.post(reverse("rubric_rename", args=[rubric.pk]), {"name": f"Renamed {len(titles)}"})
        with django_assert_max_num_queries(12) as asked:
            page_of(client, rubric)
        costs.append(len(asked))
    assert costs[0] == costs[1]
