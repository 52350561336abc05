"""A draft is its reviewer's alone, a sent review is for its readers; others do not find them."""

from datetime import timedelta

from casereview.tests.personas.row import NOT_THAT_WAY, Row, only, staff
from reviews.tests import invitation_rows, opinion_rows
from reviews.tests.factories import posted_rubric


def pairing(world):
    return {"pk": world.pairing.pk}


def ended_pairing(world):
    return {"pk": world.ended_pairing.pk}


def draft(world):
    return {"pk": world.draft.pk}


def asked_draft(world):
    return {"pk": world.asked_draft.pk}


def asked_sent(world):
    return {"pk": world.asked_sent.pk}


def sent(world):
    return {"pk": world.sent.pk}


def fresh(world):
    return {"pk": world.fresh.pk}


def acknowledged(world):
    return {"pk": world.acknowledged.pk}


def discarded(world):
    return {"pk": world.discarded.pk}


def rubric(world):
    return posted_rubric(world.draft)


def picked(world):
    return {"case": world.case.pk}


def quoted(world):
    return {"quote": world.quotation.message_id}


def quotation(world):
    return {"pk": world.quotation.pk}


REVIEWER = only(200, "reviewer")
BOTH = only(200, "reviewer", "owner")
SENT_ALREADY = only(409, "reviewer")
NOBODY = only(404)


def said(world):
    return {"body": "Would you have called?"}


def comment(world):
    return {"pk": world.comment.pk}


def consent(world):
    return {"pk": world.consent.pk}


def meeting(world):
    return {"pk": world.meeting.pk}


def another_time(world):
    starts_at = (world.now + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    return {"starts_at": starts_at, "seen": world.meeting.seen}


def cancelled(world):
    return {"answer": "cancel", "seen": world.meeting.seen}


def seen(world):
    return {"seen": world.meeting.seen}


def no_day(world):
    return {"day": ""}


def allow(world):
    return {"allow": "yes"}


def as_json(world):
    return {"form": "json"}


ROWS = [
    Row("reviews", get=staff(200)),
    Row("reviews_export", get=staff(200), post=staff(200), data=as_json),
    Row("pick_case", kwargs=pairing, get=REVIEWER),
    Row("pick_case", about="over without a review", kwargs=ended_pairing, get=REVIEWER),
    Row("start_review", kwargs=pairing, get=NOT_THAT_WAY, post=only(302, "reviewer"), data=picked),
    Row(
        "start_review",
        about="over without a review",
        kwargs=ended_pairing,
        get=NOT_THAT_WAY,
        post=only(403, "reviewer"),
        data=picked,
    ),
    Row("review", about="draft", kwargs=draft, get=only(302, "reviewer")),
    Row("review", about="sent", kwargs=sent, get=only(200, "reviewer", "owner")),
    Row("review", about="acknowledged", kwargs=acknowledged, get=only(200, "reviewer", "owner")),
    Row("review", about="discarded", kwargs=discarded, get=REVIEWER),
    Row(
        "review_edit",
        about="draft",
        kwargs=draft,
        get=REVIEWER,
        post=only(302, "reviewer"),
        data=rubric,
    ),
    Row(
        "review_edit",
        about="sent",
        kwargs=sent,
        get=only(302, "reviewer"),
        post=SENT_ALREADY,
        data=rubric,
    ),
    Row(
        "review_autosave", about="draft", kwargs=draft, get=NOT_THAT_WAY, post=REVIEWER, data=rubric
    ),
    Row(
        "review_autosave",
        about="sent",
        kwargs=sent,
        get=NOT_THAT_WAY,
        post=SENT_ALREADY,
        data=rubric,
    ),
    Row(
        "review_submit",
        about="draft",
        kwargs=draft,
        get=NOT_THAT_WAY,
        post=only(302, "reviewer"),
        data=rubric,
    ),
    Row(
        "review_submit", about="sent", kwargs=sent, get=NOT_THAT_WAY, post=SENT_ALREADY, data=rubric
    ),
    Row("review_discard", about="draft", kwargs=draft, get=REVIEWER, post=only(302, "reviewer")),
    Row("review_discard", about="sent", kwargs=sent, get=REVIEWER, post=SENT_ALREADY),
    Row(
        "review_acknowledge",
        about="sent",
        kwargs=sent,
        get=NOT_THAT_WAY,
        post=only(302, "owner") | {"reviewer": 403},
    ),
    Row(
        "review_acknowledge",
        about="acknowledged",
        kwargs=acknowledged,
        get=NOT_THAT_WAY,
        post=only(409, "owner") | {"reviewer": 403},
    ),
    Row(
        "review_acknowledge",
        about="draft",
        kwargs=draft,
        get=NOT_THAT_WAY,
        post=NOBODY | {"reviewer": 403},
    ),
    Row("review_recall", kwargs=fresh, get=REVIEWER, post=only(302, "reviewer")),
    Row("review_recall", about="of an earlier cycle", kwargs=sent, get=REVIEWER, post=SENT_ALREADY),
    Row(
        "review_recall", about="acknowledged", kwargs=acknowledged, get=REVIEWER, post=SENT_ALREADY
    ),
    Row("review_export", kwargs=sent, get=NOT_THAT_WAY, post=only(200, "reviewer", "owner")),
    Row("review_used", kwargs=sent, get=NOT_THAT_WAY, post=only(302, "owner") | {"reviewer": 403}),
    Row(
        "quotation_add",
        kwargs=draft,
        get=NOT_THAT_WAY,
        post=only(302, "reviewer"),
        data=quoted,
    ),
    Row(
        "quotation_add", about="sent", kwargs=sent, get=NOT_THAT_WAY, post=SENT_ALREADY, data=quoted
    ),
    Row("quotation_remove", kwargs=quotation, get=NOT_THAT_WAY, post=only(302, "reviewer")),
    Row(
        "review",
        about="draft asked about",
        kwargs=asked_draft,
        get=only(302, "reviewer", "manager"),
    ),
    Row(
        "review",
        about="sent and asked about",
        kwargs=asked_sent,
        get=only(200, "reviewer", "owner", "other_manager"),
    ),
    Row(
        "review_edit",
        about="draft asked about",
        kwargs=asked_draft,
        get=REVIEWER,
        post=only(422, "reviewer"),
    ),
    Row(
        "review_discard",
        about="draft asked about",
        kwargs=asked_draft,
        get=REVIEWER,
        post=only(302, "reviewer"),
    ),
    Row(
        "review_export",
        about="sent and asked about",
        kwargs=asked_sent,
        get=NOT_THAT_WAY,
        post=only(200, "reviewer", "owner"),
    ),
    Row(
        "comment_add",
        about="sent and asked about",
        kwargs=asked_sent,
        get=NOT_THAT_WAY,
        post=only(302, "reviewer", "owner", "other_manager"),
        data=said,
    ),
    Row(
        "comment_add", kwargs=sent, get=NOT_THAT_WAY, post=only(302, "reviewer", "owner"), data=said
    ),
    Row("comment_add", about="draft", kwargs=draft, get=NOT_THAT_WAY, post=NOBODY, data=said),
    Row(
        "comment_edit",
        kwargs=comment,
        get=only(200, "reviewer", "owner"),
        post=only(302, "owner") | {"reviewer": 403},
        data=said,
    ),
    Row(
        "comment_delete",
        kwargs=comment,
        get=only(200, "reviewer", "owner"),
        post=only(302, "owner") | {"reviewer": 403},
    ),
    Row("thread_resolve", kwargs=comment, get=NOT_THAT_WAY, post=only(302, "reviewer", "owner")),
    Row("thread_reopen", kwargs=comment, get=NOT_THAT_WAY, post=only(302, "reviewer", "owner")),
    Row("plan_review", kwargs=pairing, get=NOT_THAT_WAY, post=only(302, "reviewer"), data=no_day),
    Row(
        "meeting", kwargs=pairing, get=BOTH, post=only(302, "reviewer", "owner"), data=another_time
    ),
    Row(
        "note_talk",
        kwargs=pairing,
        get=NOT_THAT_WAY,
        post=only(302, "reviewer", "owner"),
        data=seen,
    ),
    Row(
        "meeting_answer",
        kwargs=meeting,
        get=NOT_THAT_WAY,
        post=only(302, "reviewer", "owner"),
        data=cancelled,
    ),
    Row("meeting_calendar", kwargs=meeting, get=BOTH),
    Row("consent_ask", kwargs=draft, get=NOT_THAT_WAY, post=only(302, "reviewer")),
    Row("consent", kwargs=consent, get=only(200, "owner"), post=only(302, "owner"), data=allow),
    Row("consent_withdraw", kwargs=consent, get=NOT_THAT_WAY, post=only(409, "owner")),
    *opinion_rows.ROWS,
    *invitation_rows.ROWS,
]
