"""For whoever words a notice: each as inbox row, mail, text and Slack message."""

import json

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from casereview.notice_samples import DAY, kinds_by_topic, seen
from casereview.rules import can_configure
from core.screen import screen
from notifications.mail.rendering import render_mail
from notifications.registry import KINDS

# A mail brings its styles in itself, as nothing else here may; and it may do nothing but be looked at.
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
    sample, told = seen(kind, request.user)
    context = {
        "name": kind,
        "reason": getattr(KINDS.get(kind), "reason", ""),
        "channels": getattr(KINDS.get(kind), "channels", ()),
        "sample": sample,
        "letter": render_mail(told) if told else None,
        "slacks": [(to, made, as_json(made)) for to, made in sample.slacks] if sample else [],
        "is_dark": look_of(request) == "dark",
    }
    return render(request, "casereview/notice_preview.html", context)


@screen("GET")
@csp_replace(AS_MAIL)
@xframe_options_sameorigin
def notice_mail(request, kind):
    """The mail itself, at an address of its own, so that it is drawn as a mail programme would and not as a page."""
    require(request.user, kind)
    _, told = seen(kind, request.user)
    if not told:
        raise Http404
    return HttpResponse(render_mail(told, look=look_of(request)).html)


def as_json(made):
    return json.dumps(made, indent=2, ensure_ascii=False)


def look_of(request):
    """Light or dark, or as the browser likes it."""
    look = request.GET.get("look", "")
    return look if look in ("light", "dark") else ""


def require(user, kind=DAY):
    if not can_configure(user) or kind not in {DAY, *KINDS}:
        raise Http404
