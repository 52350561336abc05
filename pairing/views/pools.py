from copy import copy

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from core import rate_limits
from core.errors import NotAllowed
from core.forms import bind, is_refused, render_form
from core.screen import screen
from core.text import join_words
from core.weeks import today_in
from pairing import actions
from pairing.forms import LeadForm, MembersForm, PoolForm
from pairing.queries import (
    candidates,
    find_channel_status,
    list_pools,
    next_draws_of,
    pool_page,
    with_leads,
)
from pairing.rules import can_create_pool, can_manage_pool
from people.queries import organisation


@screen("GET")
def pools(request):
    rows = list(list_pools(request.user))
    nexts = next_draws_of(rows, timezone.now())
    context = {
        "rows": list(zip(rows, nexts, strict=True)),
        "can_create": can_create_pool(request.user),
    }
    return render(request, "pairing/pools.html", context)


@screen("GET", "POST")
def new(request):
    if not can_create_pool(request.user):
        raise NotAllowed("Only coordinators can create a pool.")
    now = timezone.now()
    here = organisation()
    zone = here.time_zone if here else "UTC"
    initial = {"time_zone": zone, "country": here.country if here else ""}
    form = bind(PoolForm, request, initial=initial, today=today_in(zone, now))
    if form.is_valid():
        pool = actions.create_pool(by=request.user, now=now, **form.settings())
        messages.success(
            request, "Pool created. Now add its members; the first draw happens automatically."
        )
        return redirect("pool", pool.slug)
    return render_form(request, "pairing/pool_new.html", {"form": form})


@screen("GET", "POST")
def pool(request, slug):
    """Settings and people of a pool, read-only for people who do not manage it."""
    pool = get_object_or_404(with_leads(request.user), slug=slug)
    now = timezone.now()
    page = pool_page(pool, now)
    if not can_manage_pool(request.user, pool):
        if request.method == "POST":
            raise NotAllowed("Only the leads of this pool and coordinators can change it.")
        return render(request, "pairing/pool_about.html", page)
    form = bind(settings_form, request, page)
    if form.is_valid():
        actions.change_pool(pool, by=request.user, now=now, **form.settings())
        messages.success(request, "Saved. It applies from the next draw.")
        return redirect("pool", slug)
    return settings_page(request, page, form=form)


def settings_form(data, page):
    pool = page["pool"]
    instance = copy(pool)  # a form changes its instance even when it refuses
    today = today_in(pool.zone, page["now"])
    members = len(page["members"])
    return PoolForm(
        data, instance=instance, today=today, is_drawn=page["is_drawn"], members=members
    )


def settings_page(request, page, *, form=None, members=None, lead=None):
    today = today_in(page["pool"].zone, page["now"])
    form = form or settings_form(None, page)
    context = page | {
        "form": form,
        "changed": changed_labels(form),
        "members_form": members or MembersForm(user=request.user, today=today),
        "lead_form": lead or LeadForm(prefix="lead"),
        "candidates": candidates(page["pool"]),
        "rule_count": page["pool"].exclusions.on(today).count(),
        "channel_status": find_channel_status(page["pool"], page["now"]),
    }
    refused = any(is_refused(each) for each in (form, members, lead))
    return render_form(request, "pairing/pool.html", context, status=422 if refused else 200)


def changed_labels(form):
    """What a refused form would change, in words."""
    if not form.is_bound:
        return ""
    return join_words([form.fields[name].label for name in form.changed_data])


@screen("POST")
def try_channel(request, slug):
    pool = get_object_or_404(with_leads(request.user), slug=slug)
    rate_limits.consume(request, "slack")
    actions.send_channel_test(pool, by=request.user, now=timezone.now())
    messages.success(
        request, f"A test is on its way to {pool.channel}. This page will show whether it arrived."
    )
    return redirect(f"{reverse('pool', args=[slug])}#channel")
