"""My profile: one page of sections, each a form with an address of its own."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from core import rate_limits
from core.forms import render_form
from core.screen import screen
from notifications.actions import change_switches
from notifications.slack import find_member
from notifications.slack.connection import has_bot
from people import actions, queries
from people.forms import (
    AbsenceForm,
    ProfileForm,
    ReadmeForm,
    ShortcutsForm,
    SlackForm,
    SwitchesForm,
    ThemeForm,
)

YEAR = 365 * 24 * 3600


def profile_page(request, sent=None, **more):
    """The whole page. `sent` is the posted form, which replaces the unbound one of its section."""
    user = request.user
    day = queries.today(timezone.now())
    context = queries.profile_page(user, day) | {"mails": settings.MAIL_CONFIGURED}
    queries.with_effects(user, context["absences"], timezone.now(), reader=user)
    forms = {
        "readme": ReadmeForm(user=user),
        "absence": AbsenceForm(person=user, reader=user, day=day),
        "switches": SwitchesForm(initial=context["switches"]),
        "slack": SlackForm(initial={"slack_id": user.slack_id}),
        "profile": ProfileForm(user=user),
    }
    if sent:
        forms[sent.section] = sent
    return render_form(request, "people/profile.html", context | {"forms": forms} | more, form=sent)


@screen("GET")
def me(request):
    return profile_page(request)


@screen("POST")
def readme(request):
    form = ReadmeForm(request.POST, user=request.user)
    if "preview" in request.POST or not form.is_valid():
        return profile_page(request, form, preview="preview" in request.POST)
    actions.change_readme(request.user, **form.cleaned_data, by=request.user, now=timezone.now())
    messages.success(request, "Saved. Your reviewers see it next to your cases.")
    return redirect("me")


@screen("POST")
def notifications(request):
    form = SwitchesForm(request.POST)
    if not form.is_valid():
        return profile_page(request, form)
    change_switches(request.user, **form.cleaned_data, by=request.user, now=timezone.now())
    messages.success(request, "Saved. It applies from the next notice.")
    return redirect("me")


@screen("POST")
def slack(request):
    """The member ID as it was typed, or as Slack knows it by the person's address."""
    data = request.POST
    member_id = None
    if "find" in request.POST and has_bot():
        rate_limits.consume(request, "slack")
        member_id, problem = find_member(request.user.email)
        if problem:
            messages.warning(request, problem)
            return redirect(f"{reverse('me')}#slack")
        data = {"slack_id": member_id}
    form = SlackForm(data)
    if not form.is_valid():
        return profile_page(request, form)
    actions.change_slack_id(request.user, **form.cleaned_data, by=request.user, now=timezone.now())
    messages.success(request, f"Found: you are {member_id} in Slack." if member_id else "Saved.")
    return redirect(f"{reverse('me')}#slack")


@screen("POST")
def profile(request):
    form = ProfileForm(request.POST, user=request.user)
    if not form.is_valid():
        return profile_page(request, form)
    actions.change_profile(request.user, **form.cleaned_data, by=request.user, now=timezone.now())
    messages.success(request, "Saved.")
    return redirect("me")


@screen("POST")
def shortcuts(request):
    """Turn single-key shortcuts on or off; htmx gets the switch as it is now."""
    form = ShortcutsForm(request.POST)
    if form.is_valid():
        actions.change_shortcuts(
            request.user, **form.cleaned_data, by=request.user, now=timezone.now()
        )
        request.user.single_keys = form.cleaned_data["single_keys"]
    if request.htmx:
        return render(request, "people/_shortcuts.html")
    return redirect(f"{reverse('me')}#profile")


@screen("POST", public=True)
def theme(request):
    """For everybody: a cookie for this browser, and the theme of the person for the next one."""
    form = ThemeForm(request.POST)
    response = HttpResponseRedirect(safe_next(request))
    if form.is_valid():
        chosen = form.cleaned_data["theme"]
        if request.user.is_authenticated and request.user.theme != chosen:
            actions.change_theme(request.user, theme=chosen, by=request.user, now=timezone.now())
        cookie = {"httponly": True, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}
        response.set_cookie("theme", chosen, max_age=YEAR, **cookie)
    return response


def safe_next(request):
    url = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        url, {request.get_host()}, require_https=request.is_secure()
    )
    return url if safe else "/"
