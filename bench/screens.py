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
from django.urls import path, reverse

from bench import figures

ROUNDS = 15
PAGE = 12
LIST = 20
MY_WEEK = 20
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


urlpatterns = [path("bare/", bare)]


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
    with override_settings(MIDDLEWARE=STANDARD_MIDDLEWARE, ROOT_URLCONF=__name__):
        unit = cpu_seconds(sign_in("hana.kim"), "/bare/")
    for name, login, address, limit in screens():
        yield f"{name}: CPU / bare view", cpu_seconds(sign_in(login), address) / unit, limit


def screens():
    """(name, who looks, address, limit) of every screen that people open daily."""
    from pairing.models import Draw, Pairing
    from people.models import User
    from reviews.models import Review

    hana = User.objects.get(email="hana.kim@support.example")
    draw = Draw.objects.select_related("cycle__pool").latest("cycle__monday")
    slug = draw.cycle.pool.slug
    monday = draw.cycle.monday
    received = Review.objects.visible_to(hana).filter(owner=hana).latest("submitted_at")
    draft = Review.objects.filter(state="draft").select_related("reviewer").first()
    writer = draft.reviewer.email.partition("@")[0]
    pairing = Pairing.objects.get(draw=draw, reviewer=hana, state="assigned")
    return [
        ("my week", "hana.kim", reverse("my_week"), MY_WEEK),
        ("reviews", "hana.kim", reverse("reviews"), LIST),
        ("review", "hana.kim", reverse("review", args=[received.pk]), PAGE),
        ("review form", writer, reverse("review_edit", args=[draft.pk]), PAGE),
        ("pick a case", "hana.kim", reverse("pick_case", args=[pairing.pk]), LIST),
        ("draws", "hana.kim", reverse("draws"), LIST),
        ("draw", "hana.kim", reverse("draw", args=[slug, monday]), PAGE),
        ("matrix", "hana.kim", reverse("matrix", args=[slug]), LIST),
        ("pool", "nadia.rossi", reverse("pool", args=[slug]), PAGE),
        ("cases", "hana.kim", reverse("cases"), LIST),
        ("case", "hana.kim", reverse("case", args=[received.case_id]), PAGE),
        ("people", "hana.kim", reverse("people"), LIST),
        ("rubrics", "pia.keller", reverse("rubrics"), PAGE),
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
    for _ in range(ROUNDS + 1):
        begun = process_time()
        response = client.get(address)
        times.append(process_time() - begun)
        assert response.status_code == 200, f"{address}: {response.status_code}"
    return statistics.median(times[1:])
