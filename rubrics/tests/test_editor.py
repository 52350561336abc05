"""The draft editor: every button of its one form saves, with and without JavaScript."""

import re

import pytest
from django.urls import reverse

from rubrics import actions
from rubrics.criteria import MAX_CRITERIA, CriterionText
from rubrics.models import Rubric
from rubrics.queries import current_version, get_draft, list_criterion_texts
from rubrics.tests.factories import NOW, RubricFactory, posted, titled

pytestmark = pytest.mark.django_db

FULL = CriterionText("Plain words", "Short sentences.", "Tone stays.", True, "I write plainly")


@pytest.fixture
def drafted():
    return RubricFactory(titles=["A"], draft=["A", "B", "C"])


def edit(rubric):
    return reverse("rubric_edit", args=[rubric.pk])


def kept(rubric):
    return list(list_criterion_texts(get_draft(rubric)))


def test_editor_shows_the_draft_and_the_real_preview(signed_in, drafted):
    page = signed_in.get(edit(drafted)).text
    assert [row.title for row in kept(drafted)] == re.findall(r'name="title_\d" value="(\w)"', page)
    assert len(re.findall(r"data-criterion=", page)) == 3
    assert "criteria is a lot" not in page


def test_editor_without_a_draft_shows_a_copy_and_writes_nothing(signed_in):
    rubric = RubricFactory(titles=["A"])
    page = signed_in.get(edit(rubric)).text
    assert "A copy of version 1" in page
    assert 'name="title_0" value="A"' in page
    assert get_draft(rubric) is None


def test_editor_of_a_new_rubric_offers_the_first_criterion(signed_in):
    page = signed_in.get(edit(RubricFactory(draft=[]))).text
    assert page.count("No criteria yet") == 2
    assert "Add a criterion" in page


def test_save_keeps_every_field_of_every_row(signed_in, drafted):
    rows = [FULL, CriterionText(), CriterionText("مرحبا 🙂", "Line one\nline two")]
    page = signed_in.post(edit(drafted), posted(*rows), follow=True)
    assert "Draft saved" in page.text
    assert [row.guidance.replace("\r\n", "\n") for row in kept(drafted)] == [
        row.guidance for row in rows
    ]
    assert [(row.title, row.self_title, row.allows_na) for row in kept(drafted)] == [
        (row.title, row.self_title, row.allows_na) for row in rows
    ]


def test_first_save_begins_the_draft(signed_in):
    rubric = RubricFactory(titles=["A"])
    signed_in.post(edit(rubric), posted(FULL))
    assert (get_draft(rubric).number, kept(rubric)) == (2, [FULL])


@pytest.mark.parametrize(
    ("press", "order", "row"),
    [
        ("up-2", "ACB", 2),
        ("down-0", "BAC", 2),
        ("up-0", "ABC", 1),
        ("remove-1", "AC", 2),
        ("remove-2", "AB", 2),
    ],
)
def test_button_rearranges_and_leads_back_to_the_row(signed_in, drafted, press, order, row):
    page = signed_in.post(edit(drafted), posted(*titled("A", "B", "C"), do=press))
    assert page.url == f"{edit(drafted)}#row-{row}"
    assert [line.title for line in kept(drafted)] == list(order)


def test_button_keeps_what_was_typed_with_it(signed_in, drafted):
    signed_in.post(edit(drafted), posted(FULL, CriterionText("New", "words"), do="add"))
    assert kept(drafted) == [FULL, CriterionText("New", "words"), CriterionText()]


def test_add_stops_at_the_most(signed_in, drafted):
    rows = titled(*(str(n) for n in range(MAX_CRITERIA)))
    assert signed_in.post(edit(drafted), posted(*rows, do="add")).status_code == 302
    assert len(kept(drafted)) == MAX_CRITERIA


def test_save_and_publish_saves_first_and_asks(signed_in, drafted):
    page = signed_in.post(edit(drafted), posted(FULL, do="publish"))
    assert page.url == reverse("rubric_publish", args=[drafted.pk])
    assert kept(drafted) == [FULL]


@pytest.mark.parametrize(
    "row",
    [
        CriterionText("x" * 121),
        CriterionText("A", "x" * 1001),
        CriterionText("A", "", "x" * 1001),
        CriterionText("A", "a\x00b"),
    ],
)
@pytest.mark.parametrize("press", ["", "up-1", "publish"])
def test_text_that_does_not_fit_is_told_beside_the_field_and_kept(signed_in, drafted, row, press):
    page = signed_in.post(edit(drafted), posted(FULL, row, do=press))
    assert page.status_code == 422
    assert 'class="field__error"' in page.text
    assert page.context["form"].typed_texts() == [FULL, row]
    assert kept(drafted) == titled("A", "B", "C")


def test_title_without_a_line_break_or_nul_is_what_is_kept(signed_in, drafted):
    signed_in.post(edit(drafted), posted(CriterionText("Plain\x00 \n words")))
    assert kept(drafted) == titled("Plain words")


@pytest.mark.parametrize("rows", ["", "x", "-1", str(MAX_CRITERIA + 1), "9" * 5000, "²"])
def test_forged_number_of_rows_is_refused(signed_in, drafted, rows):
    assert signed_in.post(edit(drafted), posted(FULL) | {"rows": rows}).status_code == 422
    assert kept(drafted) == titled("A", "B", "C")


def test_empty_post_is_refused(signed_in, drafted):
    assert signed_in.post(edit(drafted)).status_code == 422


def test_megabyte_of_text_is_refused_in_words(signed_in, drafted):
    page = signed_in.post(edit(drafted), posted(CriterionText("A", "x" * 1_000_000)))
    assert page.status_code == 422
    assert "at most 1000 characters" in page.text


def test_stale_form_shows_both_texts_and_can_be_kept(signed_in, colleague, drafted):
    actions.save_rubric_draft(drafted, rows=titled("Theirs"), revision=0, by=colleague, now=NOW)
    page = signed_in.post(
        edit(drafted), posted(CriterionText("Mine", "Typed for an hour", "Because", True))
    )
    assert page.status_code == 409
    assert "Sam Other saved this draft" in page.text
    assert "Theirs" in page.text
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    assert again.pop("csrfmiddlewaretoken", "absent")
    signed_in.post(edit(drafted), again)
    assert kept(drafted) == [CriterionText("Mine", "Typed for an hour", "Because", True)]


def test_stale_form_after_publishing_can_begin_the_next_draft(signed_in, coordinator, drafted):
    actions.publish_version(drafted, revision=0, by=coordinator, now=NOW)
    page = signed_in.post(edit(drafted), posted(FULL))
    assert page.status_code == 409
    assert "published or discarded" in page.text
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    signed_in.post(edit(drafted), again)
    assert (get_draft(drafted).number, kept(drafted)) == (3, [FULL])


def test_archived_meanwhile_keeps_what_was_typed(signed_in):
    rubric = RubricFactory(titles=["A"], archived_at=NOW)
    page = signed_in.post(edit(rubric), posted(FULL))
    assert page.status_code == 422
    assert "This rubric is archived" in page.text
    assert page.context["form"].typed_texts() == [FULL]
    assert get_draft(rubric) is None


def test_editor_above_ten_criteria_warns_with_the_reason(signed_in):
    page = signed_in.get(edit(RubricFactory(draft=list("abcdefghijk")))).text
    assert "11 criteria is a lot" in page
    assert "careless answers" in page


def test_preview_shows_what_is_typed_and_keeps_nothing(signed_in, drafted):
    page = signed_in.post(
        reverse("rubric_preview", args=[drafted.pk]),
        posted(FULL, CriterionText(), CriterionText("x" * 500)),
    )
    assert page.status_code == 200
    assert "Plain words" in page.text
    assert "Untitled" in page.text
    assert "In self-assessments: “I write plainly”" in page.text
    assert page.text.count('value="na"') == 1
    assert kept(drafted) == titled("A", "B", "C")


def test_preview_escapes_what_is_typed(signed_in, drafted):
    page = signed_in.post(
        reverse("rubric_preview", args=[drafted.pk]), posted(CriterionText("<script>x</script>"))
    )
    assert "<script>x" not in page.text


def test_save_costs_the_same_at_one_and_three_rows(
    signed_in, drafted, django_assert_max_num_queries
):
    other = RubricFactory(titles=["A"], draft=["A"])
    with django_assert_max_num_queries(15) as one:
        signed_in.post(edit(other), posted(*titled("A")))
    with django_assert_max_num_queries(15) as three:
        signed_in.post(edit(drafted), posted(*titled("A", "B", "C")))
    assert len(one) == len(three)


def test_default_rubric_has_a_title_in_self_reviews_for_each_criterion():
    titles = current_version(Rubric.objects.get()).criteria.values_list("self_title", flat=True)
    assert all(titles)
    assert len(set(titles)) == 8


def test_default_rubric_is_short_enough_to_need_no_warning(signed_in):
    assert "criteria is a lot" not in signed_in.get(edit(Rubric.objects.get())).text
