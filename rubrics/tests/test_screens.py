"""The pages around the editor: who may open them, what they say, and how many queries they cost."""

import pytest
from django.urls import reverse

from people.tests.factories import UserFactory
from rubrics.models import Rubric
from rubrics.queries import current_version, get_draft, list_criterion_texts
from rubrics.tests.factories import RubricFactory, titled

pytestmark = pytest.mark.django_db

CHANGING = ["rename", "edit", "publish", "discard", "archive"]


@pytest.fixture
def drafted():
    return RubricFactory(name="Kind words", titles=["Alpha", "Beta"], draft=["Alpha", "Gamma"])


def at(name, rubric, *more):
    return reverse(f"rubric_{name}", args=[rubric.pk, *more])


@pytest.mark.parametrize("name", CHANGING)
def test_page_that_changes_is_forbidden_to_others(client, drafted, name):
    client.force_login(UserFactory())
    assert client.get(at(name, drafted)).status_code == 403
    assert client.post(at(name, drafted), {"revision": 0, "name": "X"}).status_code == 403
    assert (get_draft(drafted).number, Rubric.objects.get(pk=drafted.pk).name) == (2, "Kind words")


@pytest.mark.parametrize("name", ["preview", "restore"])
def test_post_that_changes_is_forbidden_to_others(client, drafted, name):
    client.force_login(UserFactory())
    assert client.post(at(name, drafted)).status_code == 403


@pytest.mark.parametrize("name", [*CHANGING, "preview", "restore"])
def test_rubric_never_published_is_not_found_by_others(client, name):
    client.force_login(UserFactory())
    assert client.post(at(name, RubricFactory(draft=["A"]))).status_code == 404


@pytest.mark.parametrize("name", CHANGING)
def test_page_that_changes_is_for_people_signed_in(client, drafted, name):
    assert client.get(at(name, drafted)).status_code == 302


@pytest.mark.parametrize("pk", [0, 10**30])
def test_rubric_of_a_forged_id_is_not_found(signed_in, pk):
    assert signed_in.get(reverse("rubric_edit", args=[pk])).status_code == 404
    assert signed_in.get(reverse("rubric_version", args=[pk, pk])).status_code == 404


def test_new_rubric_by_others_is_forbidden(client, db):
    client.force_login(UserFactory())
    assert client.get(reverse("rubric_new")).status_code == 403
    assert client.post(reverse("rubric_new"), {"name": "Mine"}).status_code == 403
    assert not Rubric.objects.filter(name="Mine").exists()


def test_new_rubric_leads_to_its_editor(signed_in):
    page = signed_in.post(
        reverse("rubric_new"), {"name": " Self \x00review ", "copy_of": Rubric.objects.get().pk}
    )
    made = Rubric.objects.get(name="Self review")
    assert page.url == at("edit", made)
    assert len(list_criterion_texts(get_draft(made))) == 8


@pytest.mark.parametrize("name", ["", " ", "\x00", "memorable SUPPORT", "x" * 121])
def test_new_rubric_without_a_name_of_its_own_keeps_what_was_typed(signed_in, name):
    page = signed_in.post(reverse("rubric_new"), {"name": name})
    assert page.status_code == 422
    assert page.context["form"].errors["name"]
    assert page.context["form"]["name"].value() == name
    assert Rubric.objects.count() == 1


def test_new_rubric_from_a_forged_source_is_refused(signed_in):
    for source in (RubricFactory(draft=["A"]).pk, "x", "9" * 30):
        assert (
            signed_in.post(reverse("rubric_new"), {"name": "New", "copy_of": source}).status_code
            == 422
        )


def test_rename_keeps_the_wording(signed_in, drafted):
    page = signed_in.post(at("rename", drafted), {"name": "Kinder 🙂 كلمات"})
    assert page.url == reverse("rubric", args=[drafted.pk])
    assert Rubric.objects.get(pk=drafted.pk).name == "Kinder 🙂 كلمات"
    assert list_criterion_texts(current_version(drafted)) == tuple(titled("Alpha", "Beta"))


def test_rename_to_a_taken_name_says_so_beside_the_field(signed_in, drafted):
    page = signed_in.post(at("rename", drafted), {"name": "Memorable Support"})
    assert page.status_code == 422
    assert "There is already a rubric with that name." in page.text


def test_publish_page_tells_what_changes(signed_in, drafted):
    page = signed_in.get(at("publish", drafted)).text
    assert "Reviews already started keep their version" in page
    assert 'New: <span dir="auto">Gamma' in page
    assert 'Gone: <span dir="auto">Beta' in page
    assert "Publish version 2</button>" in page
    assert "criteria is a lot" not in page


@pytest.mark.parametrize(
    ("titles", "sentence"), [([], "at least one"), (["A", ""], "no title"), (["A", "a"], "“a”")]
)
def test_publish_page_of_an_unfinished_draft_has_no_button(signed_in, titles, sentence):
    page = signed_in.get(at("publish", RubricFactory(draft=titles))).text
    assert sentence in page
    assert "Publish version 1</button>" not in page


def test_publish_page_of_a_draft_that_changes_nothing_says_so(signed_in):
    page = signed_in.get(at("publish", RubricFactory(titles=["A"], draft=["A"]))).text
    assert "Nothing changed" in page
    assert "Publish version 2</button>" not in page


def test_publish_page_of_a_long_draft_warns_with_the_reason(signed_in):
    long = RubricFactory(draft=list("abcdefghijk"))
    page = signed_in.get(at("publish", long)).text
    assert "11 criteria is a lot" in page
    assert "careless answers" in page
    assert "Publish version 1</button>" in page


def test_publish_confirmed_becomes_the_current_version(signed_in, drafted):
    page = signed_in.post(at("publish", drafted), {"revision": 0}, follow=True)
    assert "Version 2 published" in page.text
    assert current_version(drafted).number == 2


@pytest.mark.parametrize("revision", ["", "7", "-1", "x", "9" * 30])
def test_publish_of_another_revision_is_a_conflict(signed_in, drafted, revision):
    page = signed_in.post(at("publish", drafted), {"revision": revision})
    assert page.status_code == 409
    assert "Olga Drafts saved this draft" in page.text
    assert current_version(drafted).number == 1


def test_publish_pressed_twice_shows_the_conflict_page(signed_in, drafted):
    answers = [
        signed_in.post(at("publish", drafted), {"revision": 0}).status_code for _ in range(2)
    ]
    assert answers == [302, 409]
    assert current_version(drafted).number == 2


@pytest.mark.parametrize("name", ["publish", "discard"])
def test_page_about_a_draft_leads_on_where_there_is_none(signed_in, name):
    rubric = RubricFactory(titles=["A"])
    assert signed_in.get(at(name, rubric)).url == reverse("rubric", args=[rubric.pk])


def test_discard_asks_first_and_leaves_the_current_version(signed_in, drafted):
    assert "Reviews continue with version 1" in signed_in.get(at("discard", drafted)).text
    assert get_draft(drafted)
    page = signed_in.post(at("discard", drafted), {"revision": 0})
    assert page.url == reverse("rubric", args=[drafted.pk])
    assert get_draft(drafted) is None


def test_discard_of_a_rubric_never_published_leads_to_the_list(signed_in):
    young = RubricFactory(draft=["A"])
    assert "so it is deleted too" in signed_in.get(at("discard", young)).text
    assert signed_in.post(at("discard", young), {"revision": 0}).url == reverse("rubrics")


def test_archive_asks_first_and_can_be_undone(signed_in):
    rubric = RubricFactory(titles=["A"])
    page = signed_in.get(at("archive", rubric)).text
    assert "Pools and reviews that already use it keep it" in page
    signed_in.post(at("archive", rubric))
    assert rubric not in Rubric.objects.choosable()
    signed_in.post(at("restore", rubric))
    assert rubric in Rubric.objects.choosable()


def test_archive_with_a_draft_says_what_to_do_first(signed_in, drafted):
    assert "Publish or discard it first" in signed_in.get(at("archive", drafted)).text
    assert signed_in.post(at("archive", drafted)).status_code == 409


def test_version_page_is_for_everybody_signed_in(client, drafted):
    client.force_login(UserFactory())
    page = client.get(at("version", drafted, 1))
    assert "Alpha" in page.text
    assert "Beta" in page.text


def test_version_page_of_a_draft_is_for_coordinators(client, coordinator, drafted):
    for user, status in ((UserFactory(), 404), (coordinator, 200)):
        client.force_login(user)
        assert client.get(at("version", drafted, 2)).status_code == status


def test_version_page_of_an_earlier_version_names_the_current_one(signed_in, drafted):
    signed_in.post(at("publish", drafted), {"revision": 0})
    assert (
        "Reviews that started with this version keep it"
        in signed_in.get(at("version", drafted, 1)).text
    )
    assert "keep it" not in signed_in.get(at("version", drafted, 2)).text


@pytest.mark.parametrize("name", [*CHANGING, "version", "preview"])
def test_page_costs_the_same_at_one_and_three(signed_in, name, django_assert_max_num_queries):
    few, many = (
        RubricFactory(titles=list("abc")[:size], draft=list("xyz")[:size]) for size in (1, 3)
    )
    costs = []
    for rubric in (few, many):
        url = at(name, rubric, 1) if name == "version" else at(name, rubric)
        with django_assert_max_num_queries(12) as asked:
            (signed_in.post if name == "preview" else signed_in.get)(url)
        costs.append(len(asked))
    assert costs[0] == costs[1] > 0


def test_history_of_a_rubric_keeps_drafts_to_those_who_write_them(signed_in, drafted):
    signed_in.post(at("discard", drafted), {"revision": 0})
    signed_in.post(at("rename", drafted), {"name": "Other"})
    page = signed_in.get(reverse("rubric", args=[drafted.pk])).text
    assert "Rubric renamed" in page
    assert "raft discarded" not in page
