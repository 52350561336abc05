"""Check a drawn case: recompute it from its seed and its frozen inputs."""

from audit.models import Event
from cases.models import Case
from monthly import case_draw
from monthly.models import MonthlyReview, Selection
from monthly.states import SelectionKind


def draws_of(monthly_review):
    """The draws of a month, the current one first, each with its eligible cases.

    `eligible` lists the cases in the order of the frozen inputs, and None for those that were
    deleted since; `differences` is empty if the draw can be verified.
    """
    selections = Selection.objects.filter(monthly_review=monthly_review, kind=SelectionKind.DRAWN)
    selections = list(selections.select_related("case", "replaced_by").order_by("-pk"))
    cases = _cases_of(selections)
    digests = _recorded_digests([monthly_review.pk])
    for selection in selections:
        selection.monthly_review = monthly_review
        selection.eligible = [cases.get(pk) for pk in selection.inputs.get("eligible", [])]
        selection.inputs_json = case_draw.canonical_json(selection.inputs)
        selection.differences = _compare(selection, digests)
    return selections


def find_differences(selection):
    """How a drawn selection differs from what its seed and inputs give, as sentences.

    Also compares the inputs with the audit trail, which kept their digest when it was drawn.
    """
    return _compare(selection, _recorded_digests([selection.monthly_review_id]))


def _compare(selection, digests):
    stored = {
        "algorithm": selection.algorithm,
        "seed": selection.seed,
        "inputs": selection.inputs,
        "inputs_digest": selection.inputs_digest,
        "case": selection.case_id,
    }
    try:
        differences = case_draw.find_differences(stored)
    except ValueError as error:
        return [f"It cannot be recomputed: {error}."]
    monthly_review = selection.monthly_review
    if selection.inputs.get("engineer") != monthly_review.engineer_id:
        differences.append("The inputs name another engineer.")
    if selection.inputs.get("month") != f"{monthly_review.month:%Y-%m}":
        differences.append("The inputs name another month.")
    recorded = digests.get((monthly_review.pk, selection.inputs.get("attempt")))
    if recorded and recorded != selection.inputs_digest:
        differences.append("The audit trail has another digest of the inputs.")
    return differences


def _recorded_digests(monthly_reviews):
    """{(monthly review, attempt): digest} from the events of the draws."""
    events = Event.objects.filter(
        subject_label=MonthlyReview._meta.label_lower,
        subject_id__in=monthly_reviews,
        verb="case drawn",
    )
    return {
        (event.subject_id, event.facts.get("attempt")): event.facts.get("digest")
        for event in events
    }


def _cases_of(selections):
    ids = {pk for selection in selections for pk in selection.inputs.get("eligible", [])}
    cases = Case.objects.filter(deleted_at__isnull=True).only("number", "subject")
    return cases.in_bulk(ids)
