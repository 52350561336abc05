"""The status of the public address and of the proxies in front."""

from urllib.parse import urlsplit

from core.status_lines import BAD, GOOD, INFO, WARN, Line, Part, judged

LOCAL = ("127.0.0.1", "localhost", "[::1]")
NO_PROXY = (
    "Set TRUSTED_PROXIES to the number of your proxies: without it every visitor has one address."
)
NOT_SENT = (
    "Your proxy must set X-Forwarded-For and X-Forwarded-Proto, or TRUSTED_PROXIES must be 0."
)


def address_part(settings, request):
    lines = (*base_lines(settings, request), *proxy_lines(settings, request))
    return Part("Address", lines, order=30)


def base_lines(settings, request):
    base = settings.BASE_URL
    here = f"{request.scheme}://{request.get_host()}"
    local = urlsplit(base).hostname in LOCAL
    advice = "Links in mails lead there, not here. Set BASE_URL to the address people use."
    yield judged(base == here, "Links in mail", base, advice, BAD)
    if base != here:
        yield Line("You opened", here)
    yield judged(
        settings.HTTPS or local,
        "Served by",
        "https" if settings.HTTPS else "http",
        "Serve it over HTTPS.",
        BAD,
    )


def proxy_lines(settings, request):
    """With a wrong count, the address shown is the proxy's, or one that anybody can forge."""
    chain = [
        part.strip()
        for part in request.headers.get("X-Forwarded-For", "").split(",")
        if part.strip()
    ]
    count = settings.TRUSTED_PROXIES
    seen = request.META.get("REMOTE_ADDR") or "a local socket"
    if count and len(chain) >= count:
        seen = chain[-count]
    text = "None" if not count else f"{count} trusted"
    if count and len(chain) < count:
        yield Line("Proxies", f"{text}, but {len(chain)} in X-Forwarded-For", BAD, NOT_SENT)
    elif chain and not count:
        yield Line("Proxies", f"{text}, but X-Forwarded-For arrives", WARN, NO_PROXY)
    else:
        yield Line("Proxies", text, GOOD)
    yield Line(
        "Your address",
        seen,
        INFO,
        "If this is not your own address, the number of proxies is wrong.",
    )
