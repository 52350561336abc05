"""Admin: every model is found, filtered and opened at the same cost however many rows there are."""

import pytest
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.db import connection
from django.forms import ModelChoiceField
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casereview.site import in_sections
from casereview.tests.admin_models import MAKE, registered
from casereview.tests.budgets import BUDGET
from people.tests.factories import UserFactory

ONE_FOR_ALL = {"people.organisation"}
MODELS = sorted(registered())


@pytest.fixture
def as_admin(client):
    client.force_login(UserFactory(superuser=True))
    return client


def page_of(label, page, *args):
    return reverse(f"admin:{label.replace('.', '_')}_{page}", args=args)


def cost(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries), "\n".join(query["sql"][:200] for query in queries)


def test_every_model_of_admin_is_tried():
    assert set(MAKE) == set(MODELS)


@pytest.mark.django_db
@pytest.mark.parametrize("label", MODELS)
def test_pages_of_a_model_open_at_the_same_cost_at_one_row_and_at_three(as_admin, label):
    row = MAKE[label](1)
    everything = page_of(label, "changelist")
    as_admin.get(page_of(label, "history", row.pk))  # what the first request of all fetches once
    first, _ = cost(as_admin, everything)
    for page in ("change", "history"):
        number, queries = cost(as_admin, page_of(label, page, row.pk))
        assert number <= BUDGET, queries
    for number in () if label in ONE_FOR_ALL else (2, 3):
        MAKE[label](number)
    third, queries = cost(as_admin, everything)
    assert first == third <= BUDGET, queries
    assert as_admin.get(everything, {"q": "Ana 42 '\"%_\\"}).status_code == 200


UNDECLARED = ("id__regex=(((", "id__range=1", "pk__gt=0", "draws__seed__startswith=a", "id__in=x")


@pytest.mark.django_db
@pytest.mark.parametrize("label", MODELS)
def test_list_refuses_lookups_that_no_filter_declares(as_admin, label):
    MAKE[label](1)
    for query in UNDECLARED:
        response = as_admin.get(f"{page_of(label, 'changelist')}?{query}")
        assert response.status_code == 400, query


@pytest.mark.sweep
@pytest.mark.django_db
@pytest.mark.parametrize("label", MODELS)
def test_every_choice_of_every_filter_answers(as_admin, label):
    MAKE[label](1)
    everything = page_of(label, "changelist")
    changes = as_admin.get(everything).context["cl"]
    for filter in changes.filter_specs:
        for choice in filter.choices(changes):
            assert as_admin.get(everything + choice["query_string"]).status_code == 200, choice
    if changes.date_hierarchy:
        for query in (
            "__year=2026",
            "__year=2026&{0}__month=2",
            "__year=2026&{0}__month=2&{0}__day=30",
        ):
            query = f"?{changes.date_hierarchy}{query.format(changes.date_hierarchy)}"
            assert as_admin.get(everything + query).status_code in (200, 302), query


@pytest.fixture
def request_of_admin(rf):
    request = rf.get("/")
    request.user = UserFactory(superuser=True)
    return request


@pytest.mark.django_db
def test_every_list_can_be_searched_and_none_deletes_many_at_once(request_of_admin):
    for its_admin in admin.site._registry.values():
        assert its_admin.search_fields, its_admin
        assert "delete_selected" not in its_admin.get_actions(request_of_admin), its_admin


@pytest.mark.django_db
def test_people_and_things_are_chosen_by_typing(request_of_admin):
    """Neither a raw id, nor a list of everybody, nor two boxes."""
    for its_admin in admin.site._registry.values():
        if not its_admin.has_change_permission(request_of_admin):
            continue
        fields = its_admin.get_form(request_of_admin, its_admin.model()).base_fields
        rows = [field for field in fields.values() if isinstance(field, ModelChoiceField)]
        assert all(isinstance(field.widget.widget, AutocompleteMixin) for field in rows), its_admin


def test_sections_stand_in_the_order_of_need_with_guests_among_them():
    def app(label):
        return {"app_label": label, "name": label, "models": [label]}

    sections = in_sections([app(label) for label in ("account", "audit", "people", "unknown")])
    assert [section["name"] for section in sections] == ["people", "audit", "unknown"]
    assert sections[0]["models"] == ["people", "account"]
