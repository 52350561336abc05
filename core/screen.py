"""`@screen`: what each view declares, and what the guards check."""

from dataclasses import dataclass
from functools import wraps

from django.http import HttpResponseForbidden
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.error_pages import signed_out


@dataclass(frozen=True)
class Screen:
    methods: tuple[str, ...]
    public: bool
    passive: bool = False


def screen(*methods, public=False, passive=False):
    """Make a view answer `methods` (GET includes HEAD), for signed-in people only unless `public`.

    A `passive` view is polled by open pages, so it does not keep a session alive. Browsers may not
    load a page ahead: some record who opened what, and none can be cached anyway.
    """

    def decorate(view):
        allowed = [*methods, "HEAD"] if "GET" in methods else list(methods)
        guarded = view if public else sign_in_required(view)
        guarded = refuse_prefetch(guarded)
        wrapped = wraps(view)(never_cache(require_http_methods(allowed)(guarded)))
        wrapped.screen = Screen(methods, public, passive)
        return wrapped

    return decorate


def refuse_prefetch(view):
    """Browsers that are refused ask again when the person goes to the page."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if "prefetch" in request.headers.get("Sec-Purpose", ""):
            return HttpResponseForbidden()
        return view(request, *args, **kwargs)

    return guarded


def sign_in_required(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return signed_out(request)

    return guarded
