"""Reviews as one JSON object.

Scripts rely on its keys (docs/export.md): a change that breaks them increases VERSION.
"""

import json
from datetime import UTC

SCHEMA = "casereview.reviews"
VERSION = 1
INDENT = "    "


def json_pieces(export, reviews):
    """The file in pieces, one review at a time; together they are valid JSON.

    Times are in UTC, as ISO 8601.
    """
    head = {
        "schema": SCHEMA,
        "version": VERSION,
        "exported_at": iso_time(export.made_at),
        "person": person(export.person),
        "narrowed_to": export.narrowed_to,
    }
    yield dumped(head).removesuffix("\n}") + ',\n  "reviews": ['
    before = "\n"
    for review in reviews:
        yield before + INDENT + dumped(review_facts(review)).replace("\n", "\n" + INDENT)
        before = ",\n"
    yield "\n  ]\n}\n"


def review_facts(review):
    return {
        "id": review.id,
        "name": review.name,
        "side": review.side,
        "kind": review.kind,
        "state": review.state,
        "case": {
            "source": review.case_source,
            "number": review.case_number,
            "url": review.case_url,
            "subject": review.subject,
            "customer": review.customer,
        },
        "cycle": {"pool": review.pool, "monday": review.monday.isoformat()}
        if review.monday
        else None,
        "rubric": {"name": review.rubric, "version": review.rubric_version},
        "reviewer": person(review.reviewer),
        "owner": person(review.owner),
        "started_at": iso_time(review.started_at),
        "submitted_at": iso_time(review.submitted_at),
        "read_at": iso_time(review.read_at),
        "acknowledged_at": iso_time(review.acknowledged_at),
        "used_at": iso_time(review.used_at),
        "ended_at": iso_time(review.ended_at),
        "closing_note": review.closing_note,
        "technical_notes": review.technical_notes,
        "takeaway": review.takeaway,
        "answers": [answer_facts(answer) for answer in review.answers],
        "threads": [thread_facts(thread) for thread in review.threads],
        "second_opinions": [opinion_facts(opinion) for opinion in review.opinions],
    }


def answer_facts(answer):
    return {
        "position": answer.position,
        "criterion": answer.criterion,
        "answer": answer.value or None,
        "comment": answer.comment,
        "quotations": [quotation_facts(quotation) for quotation in answer.quotations],
        "earlier": [version_facts(version) for version in answer.earlier],
    }


def version_facts(version):
    return {
        "answer": version.value,
        "comment": version.comment,
        "written_at": iso_time(version.written_at),
        "replaced_at": iso_time(version.replaced_at),
    }


def quotation_facts(quotation):
    return {
        "author": quotation.author,
        "author_kind": quotation.author_kind,
        "visibility": quotation.visibility,
        "at": iso_time(quotation.at),
        "text": quotation.text,
    }


def opinion_facts(opinion):
    return {
        "manager": person(opinion.manager),
        "asked_at": iso_time(opinion.asked_at),
        "state": opinion.state,
        "question": opinion.question,
        "ended_at": iso_time(opinion.ended_at),
        "answer": opinion.answer,
        "proposals": list(opinion.proposals),
    }


def thread_facts(thread):
    return {
        "criterion": thread.criterion,
        "settled_at": iso_time(thread.resolved_at),
        "settled_by": person(thread.resolved_by),
        "messages": [
            {
                "author": person(comment.author),
                "at": iso_time(comment.at),
                "edited_at": iso_time(comment.edited_at),
                "deleted_at": iso_time(comment.deleted_at),
                "text": comment.text,
                "is_second_opinion": comment.is_opinion,
                "proposals": list(comment.proposals),
            }
            for comment in thread.comments
        ],
    }


def person(one):
    return {"name": one.name, "email": one.email} if one else None


def iso_time(at):
    return at.astimezone(UTC).isoformat() if at else None


def dumped(facts):
    return json.dumps(facts, ensure_ascii=False, indent=2)
