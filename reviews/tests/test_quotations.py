"""Words of the case quoted in an answer: copied, private as the review, and deleted when due."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Event
from cases.actions import import_export, purge_conversations
from cases.importing.rows import CaseRow, CommentRow, Export, PersonRow
from cases.models import CaseComment
from cases.states import Status
from cases.tests.factories import CommentFactory
from core.errors import NotAllowed, StaleState
from core.tests.concurrency import run_together
from people.models import User
from people.tests.factories import UserFactory
from reviews import actions
from reviews.errors import QuoteRefused
from reviews.models import Quotation, Review
from reviews.tests.factories import NOW, ReviewFactory, fill_rubric, posted_rubric

pytestmark = pytest.mark.django_db
BODY = "We **upgraded** on Saturday.\n\nCan we go back to `6.8` if we have to?"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def draft():
    return ReviewFactory()


@pytest.fixture
def message(draft):
    return CommentFactory(case=draft.case, body=BODY, written_at=NOW, external_id="7")


def first(review):
    return review.rubric_version.criteria.first()


def quote(review, message, words="", **changes):
    given = {"criterion": first(review), "message_id": message and message.pk, "words": words}
    return actions.quote_message(review, **given | {"by": review.reviewer, "now": NOW} | changes)


def add(client, review, headers=None, **data):
    client.force_login(review.reviewer)
    url = reverse("quotation_add", args=[review.pk])
    return client.post(url, posted_rubric(review) | data, headers=headers or {})


def import_message(message, body, by):
    """The same message in an export of today, as the helpdesk has it now."""
    case = message.case
    names = ("external_id", "status", "opened_at", "closed_at", "subject")
    row = CaseRow(line=1, description=case.description, **{n: getattr(case, n) for n in names})
    author = PersonRow(external_id="9", name="Ann")
    comment = CommentRow(
        external_id=message.external_id,
        case_id=case.external_id,
        author=author,
        is_public=True,
        body=body,
        written_at=message.written_at,
    )
    export = Export(cases=[row], comments=[comment])
    import_export(export, name="day", source=case.source, by=by, now=NOW)


def test_quote_without_words_copies_the_whole_message_as_it_reads(draft, message):
    quotation = quote(draft, message)
    text = "We upgraded on Saturday.\n\nCan we go back to 6.8 if we have to?"
    assert (quotation.text, quotation.sent_at, quotation.is_internal) == (text, NOW, False)
    message.delete()
    assert Quotation.objects.get().text == text


def test_quote_takes_selected_words_over_paragraphs(draft, message):
    words = "on Saturday.\n\nCan we go back to 6.8"
    assert quote(draft, message, words).text == words


def test_quote_of_the_description_of_a_case_without_messages(draft):
    draft.case.description = "It is slow."
    draft.case.save()
    assert quote(draft, None, "slow").text == "slow"


@pytest.mark.parametrize("words", ["never written", "x" * 6000, "upgraded yesterday"])
def test_quote_of_words_that_are_not_in_the_message_is_refused(draft, message, words):
    with pytest.raises(QuoteRefused, match="not part of"):
        quote(draft, message, words)


def test_quote_of_another_case_or_criterion_or_too_long_is_refused(draft, message):
    with pytest.raises(QuoteRefused, match="no longer part"):
        quote(draft, CommentFactory())
    other = first(draft)
    other.version_id += 1
    with pytest.raises(QuoteRefused, match="rubric"):
        quote(draft, message, criterion=other)
    with pytest.raises(QuoteRefused, match="too long"):
        quote(draft, CommentFactory(case=draft.case, body="x" * 6000))


def test_quote_by_somebody_else_or_in_a_sent_review_is_refused(draft, message):
    with pytest.raises(NotAllowed):
        quote(draft, message, by=draft.owner)
    quotation = quote(draft, message)
    stale = Review.objects.get()
    actions.submit_review(draft, rubric_input=fill_rubric(draft), by=draft.reviewer, now=NOW)
    with pytest.raises(StaleState, match="is sent"):
        quote(stale, message)
    with pytest.raises(StaleState):
        actions.remove_quotation(quotation, by=stale.reviewer, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_quote_twice_at_once_is_one_quotation(draft, message):
    run_together(*[lambda: quote(Review.objects.get(), message)] * 3)
    assert Quotation.objects.count() == 1


def test_removed_quotation_comes_back_in_its_place(client, draft, message):
    kept = [quote(draft, message, words) for words in ("Saturday", "go back")]
    client.force_login(draft.reviewer)
    toast = client.post(reverse("quotation_remove", args=[kept[0].pk]), headers=HTMX).text
    assert "Undo" in toast
    position = kept[0].position
    add(client, draft, HTMX, quote=message.pk, words="Saturday", position=position)
    assert list(Quotation.objects.values_list("text", flat=True)) == ["Saturday", "go back"]


def test_quote_button_without_javascript_saves_the_draft_and_quotes_in_the_first_open(
    client, draft, message
):
    data = posted_rubric(draft, "", "", closing_note="Typed before.")
    data[f"answer_{first(draft).pk}"] = "yes"
    client.force_login(draft.reviewer)
    answer = client.post(
        reverse("quotation_add", args=[draft.pk]), data | {"quote": message.pk}, follow=True
    )
    assert answer.redirect_chain[0][0].endswith("#criterion-2")
    assert "Typed before." in answer.text
    assert Quotation.objects.get().answer.criterion.position == 2


def test_quote_by_script_answers_with_what_changed_on_the_page(client, draft, message):
    answer = add(client, draft, HTMX, quote=message.pk, quote_in=first(draft).pk, words="Saturday")
    for part in ("Quoted in 1", 'id="quotes-1"', f'id="quoted-in-{message.pk}"', 'id="save-state"'):
        assert part in answer.text


def test_quote_of_foreign_words_by_script_says_why_in_one_sentence(client, draft, message):
    answer = add(client, draft, HTMX, quote=message.pk, words="never written")
    assert answer.status_code == 409
    assert "Select them again" in answer.text
    assert "<html" not in answer.text


def test_internal_note_keeps_its_lock_for_the_readers(client, draft):
    note = CommentFactory(case=draft.case, is_public=False, contact=None, body="Shard 14 again.")
    assert quote(draft, note).author_kind == "staff"
    actions.submit_review(draft, rubric_input=fill_rubric(draft), by=draft.reviewer, now=NOW)
    client.force_login(draft.owner)
    page = client.get(reverse("review", args=[draft.pk])).text
    assert "Shard 14 again." in page
    assert "Internal" in page


def test_quotation_is_visible_as_its_review_is(draft, message):
    quote(draft, message)
    visible = [Quotation.objects.visible_to(user) for user in (draft.reviewer, draft.owner)]
    assert [rows.count() for rows in visible] == [1, 0]


def test_purge_deletes_quoted_words_of_customers_and_keeps_those_of_staff(draft, message):
    quote(draft, message, "Saturday")
    ours = CommentFactory(case=draft.case, author=UserFactory(), body="Nothing is lost.")
    quote(draft, ours)
    draft.case.status = Status.CLOSED
    draft.case.closed_at = draft.case.updated_at = NOW - timedelta(days=400)
    draft.case.save()
    purge_conversations([draft.case], before=NOW, by=User.objects.system(), now=NOW)
    texts = Quotation.objects.values_list("author_kind", "text", "message")
    assert set(texts) == {("customer", "", None), ("staff", "Nothing is lost.", None)}
    event = Event.objects.get(verb="quoted words deleted")
    assert event.facts == {"why": "the conversation was deleted", "quotations": 1}


def test_quotation_of_a_customer_in_an_export_without_visibility_is_a_customers(draft):
    message = CommentFactory(case=draft.case, body=BODY, is_public=False)
    assert quote(draft, message).author_kind == "customer"


def test_edited_message_keeps_its_quotation(draft, message):
    quote(draft, message, "Saturday")
    import_message(message, "We upgraded on Sunday.", User.objects.system())
    assert CaseComment.objects.get().body == "We upgraded on Sunday."
    assert Quotation.objects.get().text == "Saturday"


@pytest.mark.parametrize("body", ["We upgraded on ▇▇▇▇▇▇▇▇.", " "])
def test_redacted_message_takes_its_words_out_of_quotations(draft, message, body):
    quote(draft, message, "Saturday")
    quote(draft, message, "We upgraded")
    import_message(message, body, User.objects.system())
    kept = {"", "We upgraded"} if body.strip() else {""}
    assert set(Quotation.objects.values_list("text", flat=True)) == kept


@pytest.mark.django_db(transaction=True)
def test_quote_while_the_message_is_redacted_keeps_no_word_of_it(draft, message):
    system = User.objects.system()

    def redact():
        import_message(CaseComment.objects.select_related("case").get(), "▇▇▇", system)

    run_together(lambda: quote(Review.objects.get(), message, "Saturday"), redact)
    assert not Quotation.objects.exclude(text="").exists()


@pytest.mark.parametrize("name", ["purge_quotations", "redact_quotations"])
def test_quoted_words_stay_when_the_audit_refuses(audit_refuses, draft, message, name):
    quote(draft, message, "Saturday")
    message.body = ""
    subject = draft.case if name == "purge_quotations" else message
    with audit_refuses():
        getattr(actions, name)([subject], by=draft.reviewer, now=NOW)
    assert Quotation.objects.get().text == "Saturday"


def test_autosave_says_how_many_messages_came_since(client, draft, message):
    client.force_login(draft.reviewer)
    url = reverse("review_autosave", args=[draft.pk])
    page = client.get(reverse("review_edit", args=[draft.pk])).text
    assert 'name="messages" value="1"' in page
    CommentFactory(case=draft.case)
    answer = client.post(url, posted_rubric(draft, messages=1), headers=HTMX)
    assert "1 new message" in answer.text
