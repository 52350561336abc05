from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cases.models import Case
from core.ids import read_id
from core.screen import screen
from reviews import actions, queries
from reviews.rules import can_review
from reviews.states import ReviewState


def get_given_pairing(request, pk):
    """The pairing, for its reviewer. Everyone else gets a 404."""
    return get_object_or_404(
        queries.with_pairing_details().visible_to(request.user).filter(reviewer=request.user), pk=pk
    )


@screen("GET")
def pick_case(request, pk):
    pairing = get_given_pairing(request, pk)
    reviews = queries.reviews_of_pairing(pairing, request.user)
    if review := reviews.live:
        return redirect("review_edit" if review.state == ReviewState.DRAFT else "review", review.pk)
    now = timezone.now()
    queries.add_plan(pairing, request.user, now)
    search = request.GET.get("q", "").replace("\x00", "")[:100]
    context = {
        "pairing": pairing,
        "cycle": pairing.draw.cycle,
        "search": search,
        "since": queries.eligible_since(pairing.draw.cycle),
        "meetings": queries.previous_meetings(pairing),
        "can_review": can_review(request.user, pairing),
        "discarded": reviews.discarded,
        "is_late": now > pairing.draw.cycle.due_at,
        **queries.case_selection_page(pairing, search=search, now=now),
    }
    return render(request, "reviews/pick_case.html", context)


@screen("POST")
def start(request, pk):
    pairing = get_given_pairing(request, pk)
    case = get_object_or_404(
        Case.objects.visible_to(request.user), pk=read_id(request.POST.get("case"))
    )
    review = actions.start_review(pairing, case=case, by=request.user, now=timezone.now())
    return redirect("review_edit", review.pk)
