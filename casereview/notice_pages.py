"""Previews of every kind of notice: inbox row, mail, text and Slack message."""

import json

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from casereview.notice_samples import DAY, find_mailed, kinds_by_topic
from casereview.rules import can_configure
from core.screen import screen
from notifications.mail.rendering import render_mail
from notifications.registry import KINDS

# Mail has inline styles, unlike our pages, and runs nothing.
AS_MAIL = {
    "script-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "frame-ancestors": [SELF],
    "sandbox": True,
}


@screen("GET")
def notice_previews(request):
    require(request.user)
    return render(
        request, "casereview/notice_previews.html", {"topics": kinds_by_topic(), "day": DAY}
    )


@screen("GET")
@csp_update({"frame-src": [SELF]})
def notice_preview(request, kind):
    require(request.user, kind)
    sample, mailed = find_mailed(kind, request.user)
    context = {
        "name": kind,
        "reason": getattr(KINDS.get(kind), "reason", ""),
        "channels": getattr(KINDS.get(kind), "channels", ()),
        "sample": sample,
        "mail": render_mail(mailed) if mailed else None,
        "slacks": [(to, made, as_json(made)) for to, made in sample.slacks] if sample else [],
        "is_dark": look_of(request) == "dark",
    }
    return render(request, "casereview/notice_preview.html", context)


@screen("GET")
@csp_replace(AS_MAIL)
@xframe_options_sameorigin
def notice_mail(request, kind):
    """The mail alone, so that it renders as in a mail program."""
    require(request.user, kind)
    _, mailed = find_mailed(kind, request.user)
    if not mailed:
        raise Http404
    return HttpResponse(render_mail(mailed, look=look_of(request)).html)


def as_json(made):
    return json.dumps(made, indent=2, ensure_ascii=False)


def look_of(request):
    """Light or dark, or as the browser likes it."""
    look = request.GET.get("look", "")
    return look if look in ("light", "dark") else ""


def require(user, kind=DAY):
    if not can_configure(user) or kind not in {DAY, *KINDS}:
        raise Http404
