from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core.errors import NotAllowed
from core.forms import bind, render_form
from core.screen import screen
from pairing import actions
from pairing.forms import GuidanceForm
from pairing.queries import cycle_tabs, guidance_of, split_sections, with_leads
from pairing.rules import can_manage_pool


@screen("GET")
def guidance(request, slug):
    pool = get_object_or_404(with_leads(request.user), slug=slug)
    context = {
        "pool": pool,
        "sections": split_sections(guidance_of(pool)),
        "cycle_tabs": cycle_tabs(pool, timezone.now()),
        "can_manage": can_manage_pool(request.user, pool),
    }
    return render(request, "pairing/guidance.html", context)


@screen("GET", "POST")
def edit(request, slug):
    """A preview shows the form again, with the text as its readers will see it."""
    pool = get_object_or_404(with_leads(request.user), slug=slug)
    if not can_manage_pool(request.user, pool):
        raise NotAllowed("Only the leads of this pool and coordinators can change its guidance.")
    form = bind(GuidanceForm, request, pool=pool)
    context = {"pool": pool, "form": form}
    if form.is_valid() and "preview" in request.POST:
        context["sections"] = split_sections(form.cleaned_data["text"] or guidance_of(pool))
    elif form.is_valid():
        actions.change_guidance(
            pool,
            text=form.cleaned_data["text"],
            seen_at=form.cleaned_data["seen_at"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, "Saved. Everyone in the pool can see it now.")
        return redirect("pool_guidance", slug)
    return render_form(request, "pairing/guidance_edit.html", context)
