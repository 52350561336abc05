from django.db.models import Count, Exists, OuterRef, Subquery

from audit.queries import list_history
from rubrics.criteria import FIELDS, CriterionText
from rubrics.models import Rubric, RubricVersion
from rubrics.rules import can_manage_rubrics


def current_version(rubric):
    """The newest published version, which new reviews use; None before the first."""
    return RubricVersion.objects.published().filter(rubric=rubric).order_by("-number").first()


def default_rubric():
    """The oldest rubric in use, which is the installed one until it is archived; or None."""
    return Rubric.objects.choosable().order_by("pk").first()


def get_draft(rubric):
    """The unpublished version of `rubric`, or None."""
    return RubricVersion.objects.drafts().filter(rubric=rubric).select_related("saved_by").first()


def list_criterion_texts(version):
    """The criteria of `version` in order; empty for None."""
    if version is None:
        return ()
    return tuple(
        CriterionText(*(getattr(criterion, field) for field in FIELDS))
        for criterion in version.criteria.all()
    )


def list_page(user):
    """The rubrics that `user` may see.

    Each has `has_draft`, and the number (`current`) and `size` of its newest published version.
    """
    published = RubricVersion.objects.published().filter(rubric=OuterRef("pk")).order_by("-number")
    sizes = published.annotate(size=Count("criteria"))
    rubrics = Rubric.objects.visible_to(user).annotate(
        current=Subquery(published.values("number")[:1]),
        size=Subquery(sizes.values("size")[:1]),
        has_draft=Exists(RubricVersion.objects.drafts().filter(rubric=OuterRef("pk"))),
    )
    rows = list(rubrics)
    return {
        "rubrics": [rubric for rubric in rows if not rubric.archived_at],
        "archived": [rubric for rubric in rows if rubric.archived_at],
        "can_change": can_manage_rubrics(user),
    }


def rubric_page(rubric, user):
    """The current criteria, every version with its `size`, and the history of the rubric."""
    versions = list(
        rubric.versions.visible_to(user).annotate(size=Count("criteria")).order_by("-number")
    )
    published = [version for version in versions if version.published_at]
    drafts = [version for version in versions if not version.published_at]
    current = published[0] if published else None
    return {
        "rubric": rubric,
        "versions": published,
        "current": current,
        "draft": drafts[0] if drafts else None,
        "rows": list_criterion_texts(current),
        "can_change": can_manage_rubrics(user),
        "events": list_history(rubric, limit=10),
    }


def edit_page(rubric):
    """The draft and its rows; without a draft, the current criteria under the next number."""
    draft = get_draft(rubric)
    current = current_version(rubric)
    if draft:
        number = draft.number
    elif current:
        number = current.number + 1
    else:
        number = 1
    return {
        "rubric": rubric,
        "draft": draft,
        "current": current,
        "number": number,
        "rows": list_criterion_texts(draft or current),
    }


def version_page(version):
    """One version, and the current one for comparison (None before the first)."""
    return {
        "rubric": version.rubric,
        "version": version,
        "current": current_version(version.rubric),
        "rows": list_criterion_texts(version),
    }
