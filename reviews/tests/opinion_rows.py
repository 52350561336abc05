"""Second opinions are for the asker and the manager, changed answers for all readers."""

from datetime import timedelta

from casereview.tests.personas.row import NOT_THAT_WAY, Row, only

REVIEWER = only(200, "reviewer")
BOTH = only(200, "reviewer", "owner")


def asked_sent(world):
    return {"pk": world.asked_sent.pk}


def draft(world):
    return {"pk": world.draft.pk}


def opinion(world):
    return {"pk": world.asked_draft.pk, "opinion_pk": world.opinion.pk}


def question(world):
    days = [world.now + timedelta(days=days) for days in range(1, 5)]
    workday = next(day for day in days if day.weekday() < 5)
    return {
        "manager": "other",
        "other_manager": world.other_manager.pk,
        "answer_by": workday.date().isoformat(),
    }


def written_opinion(world):
    return {"version": world.opinion.version, "answer": "I would keep it."}


def forwarded(world):
    return {"forward_to": world.other_manager.pk}


def changed(world):
    return {"pk": world.changed.pk}


def changed_answer(world):
    return {"pk": world.changed.pk, "criterion": world.answer.criterion_id}


def answer_of_sent(world):
    return {"pk": world.sent.pk, "criterion": world.answer.criterion_id}


def another_answer(world):
    return {"version": world.changed.version, "value": "no", "comment": "Once more."}


ROWS = [
    Row(
        "opinions",
        about="draft",
        kwargs=draft,
        get=REVIEWER,
        post=only(302, "reviewer"),
        data=question,
    ),
    Row(
        "opinions",
        about="sent and asked about",
        kwargs=asked_sent,
        get=BOTH | {"other_manager": 403},
        post=only(302, "reviewer") | {"owner": 409, "other_manager": 403},
        data=question,
    ),
    Row(
        "opinion",
        kwargs=opinion,
        get=only(200, "manager") | {"reviewer": 302},
        post=only(302, "manager"),
        data=written_opinion,
    ),
    Row(
        "opinion_answer",
        kwargs=opinion,
        get=NOT_THAT_WAY,
        post=only(302, "manager"),
        data=written_opinion,
    ),
    Row("opinion_decline", kwargs=opinion, get=NOT_THAT_WAY, post=only(302, "manager")),
    Row(
        "opinion_forward",
        kwargs=opinion,
        get=NOT_THAT_WAY,
        post=only(302, "manager"),
        data=forwarded,
    ),
    Row("opinion_take_back", kwargs=opinion, get=NOT_THAT_WAY, post=only(302, "reviewer")),
    Row(
        "answer_change",
        kwargs=changed_answer,
        get=REVIEWER,
        post=only(302, "reviewer"),
        data=another_answer,
    ),
    Row(
        "answer_change",
        about="without a second opinion",
        kwargs=answer_of_sent,
        get=only(403, "reviewer"),
        post=only(403, "reviewer"),
        data=another_answer,
    ),
    Row(
        "review_acknowledge_again",
        kwargs=changed,
        get=NOT_THAT_WAY,
        post=only(302, "owner") | {"reviewer": 403},
    ),
]
