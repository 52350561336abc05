"""The CPU of each screen compared with a bare Django view, in one process on the demo world.

The bare view has Django's standard middleware, a session, a signed-in person and one row. A ratio
above its limit shows a page that grew; ratios hold on slow machines where milliseconds would not.
"""

import statistics
from io import StringIO
from time import process_time

from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import setup_databases, teardown_databases
from django.urls import include, path, reverse

from bench import figures
from core.weeks import next_cycle

TURNS = 4
ROUNDS = 10
PAGE = 12
LIST = 20
MY_WEEK = 20 + 1  # one more for each practice that joins: monthly reviews
STANDARD_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def bare(request):
    from people.models import Team

    return HttpResponse(f"{request.user} of {Team.objects.first()}")


urlpatterns = [path("bare/", bare), path("", include("casereview.urls"))]


@figures
def screens_beside_a_bare_view():
    """Each screen's CPU over the bare view's, median of the rounds."""
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("demo", verbosity=0, stdout=StringIO())
        yield from ratios()
    finally:
        teardown_databases(databases, verbosity=0)


def ratios():
    with override_settings(ROOT_URLCONF=__name__):
        with override_settings(MIDDLEWARE=STANDARD_MIDDLEWARE):
            bare_client = sign_in("hana.kim")
            bare_client.get("/bare/")  # it keeps the middleware of its first request
        for name, login, address, limit in [*review_screens(), *draw_screens(), *other_screens()]:
            yield f"{name}: CPU / bare view", ratio(bare_client, sign_in(login), address), limit


def ratio(bare_client, client, address):
    """The least of some turns, each the median CPU of the screen over that of the bare view.

    CPython keeps frames in chunks, and calls that cross the border of a chunk cost several times
    as much. Each turn starts at another depth of the stack, so that no page always meets it.
    """
    client.get(address)
    ratios = []
    for turn in range(TURNS):
        bare_time = at_depth(5 * turn, bare_client, "/bare/")
        ratios.append(at_depth(5 * turn, client, address) / bare_time)
    return min(ratios)


def at_depth(depth, client, address):
    if depth:
        return at_depth(depth - 1, client, address)
    return statistics.median(cpu_seconds(client, address))


def review_screens():
    """(name, who looks, address, limit) of each screen."""
    from pairing.models import Pairing
    from people.models import User
    from reviews.models import Review

    hana = User.objects.get(email="hana.kim@support.example")
    received = Review.objects.visible_to(hana).filter(owner=hana, kind="peer")
    received = received.select_related("case")
    received = received.latest("submitted_at")
    draft = Review.objects.filter(state="draft", kind="peer").select_related("reviewer").first()
    writer = draft.reviewer.email.partition("@")[0]
    pairing = Pairing.objects.filter(reviewer=hana, state="assigned").latest("draw__cycle__monday")
    return [
        ("my week", "hana.kim", reverse("my_week"), MY_WEEK),
        ("reviews", "hana.kim", reverse("reviews"), LIST),
        ("review", "hana.kim", reverse("review", args=[received.pk]), PAGE),
        ("review form", writer, reverse("review_edit", args=[draft.pk]), PAGE),
        ("pick a case", "hana.kim", reverse("pick_case", args=[pairing.pk]), LIST),
        ("cases", "hana.kim", reverse("cases"), LIST),
        ("case", "hana.kim", reverse("case", args=[received.case_id]), PAGE),
        ("customer", "hana.kim", reverse("customer", args=[received.case.customer_id]), PAGE),
        ("person", "hana.kim", reverse("person", args=[received.reviewer_id]), PAGE),
    ]


def draw_screens():
    from pairing.models import Draw

    draw = Draw.objects.select_related("cycle__pool").latest("cycle__monday")
    slug = draw.cycle.pool.slug
    monday = draw.cycle.monday
    next_monday = next_cycle(draw.cycle.pool.rhythm, monday)
    return [
        ("draws", "hana.kim", f"{reverse('draws')}?pool={slug}", LIST),
        ("draw", "hana.kim", reverse("draw", args=[slug, monday]), PAGE),
        ("upcoming", "hana.kim", reverse("draw", args=[slug, next_monday]), PAGE),
        ("matrix", "hana.kim", reverse("matrix", args=[slug]), LIST),
        ("pools", "nadia.rossi", reverse("pools"), LIST),
        ("pool", "nadia.rossi", reverse("pool", args=[slug]), PAGE),
        ("exclusions", "nadia.rossi", reverse("exclusions", args=[slug]), PAGE),
    ]


def other_screens():
    from rubrics.models import Rubric

    rubric = Rubric.objects.first()
    return [
        ("people", "hana.kim", reverse("people"), LIST),
        ("rubrics", "pia.keller", reverse("rubrics"), PAGE),
        ("rubric editor", "pia.keller", reverse("rubric_edit", args=[rubric.pk]), PAGE),
        ("import", "pia.keller", reverse("cases_import"), PAGE),
        ("inbox", "hana.kim", reverse("inbox"), LIST),
        ("me", "hana.kim", reverse("me"), PAGE),
    ]


def sign_in(login):
    from people.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email=f"{login}@support.example"))
    return client


def cpu_seconds(client, address):
    times = []
    for _ in range(ROUNDS):
        begun = process_time()
        response = client.get(address)
        times.append(process_time() - begun)
        assert response.status_code == 200, f"{address}: {response.status_code}"
    return times
