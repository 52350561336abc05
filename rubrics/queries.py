from django.db.models import Count, Exists, OuterRef, Subquery

from audit.queries import list_history
from rubrics.models import Rubric, RubricVersion
from rubrics.rules import can_manage_rubrics
from rubrics.wording import PARTS, Wording


def current_version(rubric):
    """The newest published version: what a review that begins now is filled with."""
    return RubricVersion.objects.published().filter(rubric=rubric).order_by("-number").first()


def draft_of(rubric):
    """The version of `rubric` that is being written, or None."""
    return RubricVersion.objects.drafts().filter(rubric=rubric).select_related("saved_by").first()


def wordings(version):
    """The criteria of `version` (None has none) in order, as plain values."""
    criteria = version.criteria.all() if version else []
    return tuple(Wording(*(getattr(row, part) for part in PARTS)) for row in criteria)


def list_page(user):
    """The rubrics that `user` may see, each with `has_draft`, number (`current`) and `size` of what is published."""
    published = RubricVersion.objects.published().filter(rubric=OuterRef("pk")).order_by("-number")
    shown = published.annotate(size=Count("criteria"))
    rubrics = Rubric.objects.visible_to(user).annotate(
        current=Subquery(published.values("number")[:1]),
        size=Subquery(shown.values("size")[:1]),
        has_draft=Exists(RubricVersion.objects.drafts().filter(rubric=OuterRef("pk"))),
    )
    rows = list(rubrics)
    return {
        "rubrics": [rubric for rubric in rows if not rubric.archived_at],
        "archived": [rubric for rubric in rows if rubric.archived_at],
        "can_change": can_manage_rubrics(user),
    }


def rubric_page(rubric, user):
    """The wording that reviews begin with now, every version with its `size`, and what happened to the rubric."""
    versions = list(
        rubric.versions.visible_to(user).annotate(size=Count("criteria")).order_by("-number")
    )
    published = [version for version in versions if version.published_at]
    current = published[0] if published else None
    return {
        "rubric": rubric,
        "versions": published,
        "current": current,
        "draft": next((version for version in versions if not version.published_at), None),
        "rows": wordings(current),
        "can_change": can_manage_rubrics(user),
        "events": list_history(rubric, limit=10),
    }


def edit_page(rubric):
    """The draft and its rows; where there is none yet, a copy of the current wording under the next number."""
    draft = draft_of(rubric)
    current = current_version(rubric)
    return {
        "rubric": rubric,
        "draft": draft,
        "current": current,
        "number": draft.number if draft else (current.number if current else 0) + 1,
        "rows": wordings(draft or current),
    }


def version_page(version):
    """One version and the number of the one that reviews begin with now (None before the first)."""
    current = current_version(version.rubric)
    return {
        "rubric": version.rubric,
        "version": version,
        "current": current,
        "rows": wordings(version),
    }
