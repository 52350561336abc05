import pytest

from audit.models import Event
from core.drafts import Difference
from core.errors import NotAllowed, Refused, StaleState
from pairing.tests.factories import PoolFactory
from people.tests.factories import UserFactory
from rubrics import actions
from rubrics.criteria import CriterionText
from rubrics.errors import StaleRubricDraft
from rubrics.models import Rubric
from rubrics.queries import current_version, get_draft, list_criterion_texts
from rubrics.tests.factories import NOW, RubricFactory, titled

pytestmark = pytest.mark.django_db

FULL = CriterionText("Plain words", "Short sentences.", "Tone stays.", True, "I write plainly")


@pytest.fixture
def rubric():
    return RubricFactory(titles=["A", "B"])


@pytest.fixture
def drafted():
    return RubricFactory(titles=["A", "B"], draft=["A", "C"])


def event(subject, verb):
    return Event.objects.about(subject).get(verb=verb)


def test_create_rubric_begins_with_an_empty_draft(coordinator):
    made = actions.create_rubric(name="Self review", by=coordinator, now=NOW)
    assert (
        get_draft(made).number,
        list_criterion_texts(get_draft(made)),
        current_version(made),
    ) == (
        1,
        (),
        None,
    )
    assert not Rubric.objects.published().filter(pk=made.pk).exists()


def test_create_rubric_from_another_copies_its_criteria(coordinator):
    source = Rubric.objects.get()
    made = actions.create_rubric(name="Self review", copy_of=source, by=coordinator, now=NOW)
    assert list_criterion_texts(get_draft(made)) == list_criterion_texts(current_version(source))
    assert len(list_criterion_texts(get_draft(made))) == 8


def test_create_rubric_of_a_taken_name_is_refused(coordinator, rubric):
    with pytest.raises(Refused, match="already"):
        actions.create_rubric(name=rubric.name.upper(), by=coordinator, now=NOW)


def test_create_rubric_audit_names_the_source(coordinator, rubric):
    made = actions.create_rubric(name="Self review", copy_of=rubric, by=coordinator, now=NOW)
    assert event(made, "rubric made").facts == {"copy_of": rubric.pk}
    assert event(made, "draft begun").facts == {"number": 1}


def test_rename_rubric_may_change_case_only(coordinator, rubric):
    actions.rename_rubric(rubric, name=rubric.name.upper(), by=coordinator, now=NOW)
    assert Rubric.objects.get(pk=rubric.pk).name == rubric.name.upper()


def test_rename_rubric_to_a_taken_name_is_refused(coordinator, rubric):
    with pytest.raises(Refused, match="already"):
        actions.rename_rubric(rubric, name="memorable SUPPORT", by=coordinator, now=NOW)


def test_rename_rubric_audit_names_the_rubric(coordinator, rubric):
    actions.rename_rubric(rubric, name="Kinder", by=coordinator, now=NOW)
    assert event(rubric, "rubric renamed").actor_id == coordinator.pk


def test_save_version_begins_a_draft_and_leaves_the_current_one(coordinator, rubric):
    draft = actions.save_rubric_draft(rubric, rows=[FULL], revision=0, by=coordinator, now=NOW)
    assert (draft.number, draft.saved_by, list_criterion_texts(draft)) == (2, coordinator, (FULL,))
    assert list_criterion_texts(current_version(rubric)) == tuple(titled("A", "B"))


def test_save_version_keeps_order_and_unfinished_rows(coordinator, drafted):
    rows = [CriterionText(), FULL, *titled("B", "B")]
    actions.save_rubric_draft(drafted, rows=rows, revision=0, by=coordinator, now=NOW)
    assert list_criterion_texts(get_draft(drafted)) == tuple(rows)
    assert get_draft(drafted).saved_by == coordinator


def test_save_version_from_an_older_page_carries_both_texts(coordinator, colleague, drafted):
    actions.save_rubric_draft(drafted, rows=titled("A", "D"), revision=0, by=coordinator, now=NOW)
    with pytest.raises(StaleRubricDraft, match="Pia Keller saved") as stale:
        actions.save_rubric_draft(
            drafted, rows=titled("A", "E", "F"), revision=0, by=colleague, now=NOW
        )
    assert stale.value.differences == [
        Difference(2, CriterionText("E"), CriterionText("D")),
        Difference(3, CriterionText("F"), CriterionText()),
    ]
    assert stale.value.version == 1
    assert list_criterion_texts(get_draft(drafted)) == tuple(titled("A", "D"))


def test_save_version_from_ones_own_other_tab_says_so(coordinator, drafted):
    actions.save_rubric_draft(drafted, rows=titled("A"), revision=0, by=coordinator, now=NOW)
    with pytest.raises(StaleRubricDraft, match="You saved this draft in another tab"):
        actions.save_rubric_draft(drafted, rows=titled("B"), revision=0, by=coordinator, now=NOW)


def test_save_version_after_publishing_is_stale_and_may_begin_the_next(coordinator, drafted):
    actions.publish_version(drafted, revision=0, by=coordinator, now=NOW)
    with pytest.raises(StaleRubricDraft, match="published or discarded"):
        actions.save_rubric_draft(drafted, rows=titled("E"), revision=0, by=coordinator, now=NOW)
    assert (
        actions.save_rubric_draft(
            drafted, rows=titled("E"), revision=1, by=coordinator, now=NOW
        ).number
        == 3
    )


def test_save_version_of_another_draft_begun_meanwhile_is_stale(coordinator, drafted):
    actions.discard_draft(drafted, revision=0, by=coordinator, now=NOW)
    actions.save_rubric_draft(drafted, rows=titled("X"), revision=1, by=coordinator, now=NOW)
    for old in (0, 1):
        with pytest.raises(StaleRubricDraft):
            actions.save_rubric_draft(
                drafted, rows=titled("Y"), revision=old, by=coordinator, now=NOW
            )


def test_save_version_of_an_archived_rubric_is_refused(coordinator, rubric):
    actions.archive_rubric(rubric, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="archived"):
        actions.save_rubric_draft(rubric, rows=titled("X"), revision=0, by=coordinator, now=NOW)


def test_save_version_audit_counts_criteria_without_their_text(coordinator, drafted):
    actions.save_rubric_draft(
        drafted, rows=titled("Planted sentence"), revision=0, by=coordinator, now=NOW
    )
    assert event(drafted, "draft saved").facts == {"number": 2, "criteria": 1}


def test_publish_version_becomes_what_reviews_begin_with(coordinator, drafted):
    earlier = current_version(drafted)
    assert actions.publish_version(drafted, revision=0, by=coordinator, now=NOW) == 2
    assert list_criterion_texts(current_version(drafted)) == tuple(titled("A", "C"))
    assert list_criterion_texts(earlier) == tuple(titled("A", "B"))


@pytest.mark.parametrize("titles", [[], ["A", ""], ["A", "a"], ["A", "B"]])
def test_publish_version_without_its_own_titles_or_anything_new_is_refused(coordinator, titles):
    unfinished = RubricFactory(titles=["A", "B"], draft=titles)
    with pytest.raises(Refused):
        actions.publish_version(unfinished, revision=0, by=coordinator, now=NOW)
    assert current_version(unfinished).number == 1


def test_publish_version_that_was_saved_after_confirming_is_stale(coordinator, colleague, drafted):
    actions.save_rubric_draft(drafted, rows=titled("X"), revision=0, by=coordinator, now=NOW)
    with pytest.raises(StaleState, match="Pia Keller saved"):
        actions.publish_version(drafted, revision=0, by=colleague, now=NOW)


def test_publish_version_without_a_draft_is_stale(coordinator, rubric):
    with pytest.raises(StaleState):
        actions.publish_version(rubric, revision=0, by=coordinator, now=NOW)


def test_publish_version_audit_has_number_and_size(coordinator, drafted):
    actions.publish_version(drafted, revision=0, by=coordinator, now=NOW)
    assert event(drafted, "version published").facts == {"number": 2, "criteria": 2}


def test_discard_draft_leaves_what_is_published(coordinator, drafted):
    assert actions.discard_draft(drafted, revision=0, by=coordinator, now=NOW)
    assert get_draft(drafted) is None
    assert current_version(drafted).number == 1


def test_discard_draft_of_a_rubric_never_published_takes_it_along(coordinator):
    young = RubricFactory(draft=["A"])
    assert not actions.discard_draft(young, revision=0, by=coordinator, now=NOW)
    assert not Rubric.objects.filter(pk=young.pk).exists()
    with pytest.raises(StaleState, match="has been discarded"):
        actions.rename_rubric(young, name="X", by=coordinator, now=NOW)


def test_discard_draft_that_a_pool_waits_for_is_refused(coordinator):
    young = RubricFactory(draft=["A"])
    PoolFactory(rubric=young)
    with pytest.raises(Refused, match="A pool uses"):
        actions.discard_draft(young, revision=0, by=coordinator, now=NOW)
    assert get_draft(young)


def test_discard_draft_that_was_saved_meanwhile_is_stale(coordinator, drafted):
    actions.save_rubric_draft(drafted, rows=titled("X"), revision=0, by=coordinator, now=NOW)
    with pytest.raises(StaleState):
        actions.discard_draft(drafted, revision=0, by=coordinator, now=NOW)


def test_discard_draft_audit_outlives_the_rubric(coordinator):
    young = RubricFactory(draft=["A"])
    pk = young.pk
    actions.discard_draft(young, revision=0, by=coordinator, now=NOW)
    assert {
        row.verb for row in Event.objects.filter(subject_id=pk, subject_label="rubrics.rubric")
    } == {
        "draft discarded",
        "rubric discarded",
    }


def acts(rubric):
    return {
        "create": lambda by: actions.create_rubric(name="New", by=by, now=NOW),
        "rename": lambda by: actions.rename_rubric(rubric, name="New", by=by, now=NOW),
        "save": lambda by: actions.save_rubric_draft(
            rubric, rows=titled("X"), revision=0, by=by, now=NOW
        ),
        "publish": lambda by: actions.publish_version(rubric, revision=0, by=by, now=NOW),
        "discard": lambda by: actions.discard_draft(rubric, revision=0, by=by, now=NOW),
        "archive": lambda by: actions.archive_rubric(rubric, by=by, now=NOW),
        "restore": lambda by: actions.restore_rubric(rubric, by=by, now=NOW),
    }


@pytest.mark.parametrize("what", sorted(acts(None)))
def test_action_by_anybody_but_a_coordinator_is_not_allowed(drafted, what):
    with pytest.raises(NotAllowed):
        acts(drafted)[what](UserFactory())


@pytest.mark.parametrize("what", sorted(acts(None)))
def test_action_whose_audit_fails_leaves_nothing(coordinator, audit_refuses, what):
    subject = rubric_for(what)
    before = picture()
    with audit_refuses():
        acts(subject)[what](coordinator)
    assert picture() == before


def rubric_for(what):
    drafted = ["A", "C"] if what in ("save", "publish", "discard") else None
    return RubricFactory(
        titles=["A", "B"], draft=drafted, archived_at=NOW if what == "restore" else None
    )


def picture():
    return [
        (
            rubric.name,
            rubric.archived_at,
            rubric.revision,
            version.published_at,
            list_criterion_texts(version),
        )
        for rubric in Rubric.objects.all()
        for version in rubric.versions.all()
    ]
