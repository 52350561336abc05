from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cases.models import Case
from core.forms import bind, render_form
from core.ids import read_id
from core.screen import screen
from monthly.actions import choose_case
from monthly.forms.choices import ChoiceForm
from monthly.queries.choices import choice_page, own_selection_of, with_marks
from monthly.queries.eligible import choosable_cases
from monthly.rules import can_choose
from monthly.views.my_months import get_own_month


@screen("GET", "POST")
def choose(request, pk):
    """The list of cases; with `?case=`, one of them and the words to it. POST chooses it."""
    monthly_review = get_own_month(request, pk)
    if request.method != "POST" and not can_choose(request.user, monthly_review):
        return redirect("monthly")
    own = own_selection_of(monthly_review)
    case_id = read_id(request.POST.get("case") or request.GET.get("case"))
    if case_id:
        return confirm(request, monthly_review, own, case_id)
    search = request.GET.get("q", "").replace("\x00", "")[:100]
    context = {
        "monthly_review": monthly_review,
        "own": own,
        "search": search,
        **choice_page(monthly_review, request.user, search=search),
    }
    return render(request, "monthly/choose.html", context)


def confirm(request, monthly_review, own, case_id):
    """One case, with the warning if it was reviewed this month, and why it is chosen."""
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=case_id)
    is_same = own is not None and own.case_id == case.pk
    initial = {
        "case": case.pk,
        "seen": own.pk if own else 0,
        "reason": own.reason if is_same else "",
    }
    form = bind(ChoiceForm, request, initial=initial)
    if form.is_valid():
        choose_case(
            monthly_review,
            case=case,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, f"Case {case.number} is your second case.")
        return redirect("monthly")
    # The chosen one may have another owner by now, and still gets other words.
    cases = Case.objects.all() if is_same else choosable_cases(monthly_review)
    shown = get_object_or_404(with_marks(cases, monthly_review, request.user), pk=case.pk)
    context = {
        "monthly_review": monthly_review,
        "case": shown,
        "own": own,
        "is_same": is_same,
        "form": form,
    }
    return render_form(request, "monthly/choose_case.html", context)
