from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from core.forms import bind, render_form
from core.screen import screen
from core.weeks import today_in
from pairing import actions
from pairing.forms import ExclusionForm
from pairing.models import Exclusion
from pairing.queries import exclusions_page, with_leads


def managed_pool(request, slug):
    """People who cannot see the rules of a pool get a 404."""
    return get_object_or_404(with_leads(request.user).managed_by(request.user), slug=slug)


def one_of(request, slug, pk):
    rows = Exclusion.objects.visible_to(request.user).select_related("pool", "first", "second")
    return get_object_or_404(rows, pool__slug=slug, pk=pk)


@screen("GET", "POST")
def exclusions(request, slug):
    pool = managed_pool(request, slug)
    now = timezone.now()
    page = exclusions_page(pool, now)
    form = bind(ExclusionForm, request, people=page["people"], today=today_in(pool.zone, now))
    if form.is_valid():
        actions.add_exclusion(pool, **form.rule(), by=request.user, now=now)
        messages.success(request, "Saved. It applies from the next draw.")
        return redirect("exclusions", slug)
    return render_form(request, "pairing/exclusions.html", page, form=form)


@screen("POST")
def end(request, slug, pk):
    rule = one_of(request, slug, pk)
    actions.end_exclusion(rule, by=request.user, now=timezone.now())
    messages.success(
        request,
        f"Ended. {rule.first.first_name} and {rule.second.first_name} can be paired again.",
    )
    return redirect("exclusions", slug)


@screen("POST")
def restore(request, slug, pk):
    rule = one_of(request, slug, pk)
    actions.restore_exclusion(rule, by=request.user, now=timezone.now())
    messages.success(request, "The rule is active again.")
    return redirect("exclusions", slug)


@screen("POST")
def avoid_managers(request, slug):
    """Switch the default rule off or on."""
    pool = managed_pool(request, slug)
    wanted = request.POST.get("on") == "yes"
    actions.change_pool(pool, avoids_managers=wanted, by=request.user, now=timezone.now())
    effect = "are kept apart" if wanted else "can be paired"
    messages.success(
        request, f"Saved. Managers and the people they manage {effect} from the next draw."
    )
    return redirect("exclusions", slug)
