"""`make shots`: every screen as every persona, into shots/ (ARGS=--readme: the pictures of the README).

Runs on a throw-away demo world: `python -m embedded --ephemeral python -m tests.browser.shots`.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
import time_machine

DESKTOP = {"width": 1360, "height": 900}
PHONE = {"width": 390, "height": 844}
STYLES = {
    "desktop": {"viewport": DESKTOP, "color_scheme": "light"},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "color_scheme": "light"},
    "phone-dark": {"viewport": PHONE, "color_scheme": "dark"},
}
EVERYBODY = (
    "/",
    "/reviews/",
    "/cases/",
    "/draws/",
    "/pools/",
    "/people/",
    "/rubrics/",
    "/inbox/",
    "/me/",
)
MORE = {
    "hana.kim": (
        *("pick", "edit", "received", "export", "case", "customer", "colleague"),
        *("draw", "pool", "matrix", "mine"),
    ),
    "ana.duarte": (),
    "mira.shah": (),
    "lars.nygard": (),
    "nadia.rossi": ("draw", "pool", "upcoming", "exclusions", "redraw", "repair"),
    "omar.haddad": (),
    "pia.keller": (
        "/people/invite/",
        "/people/proposals/",
        "/teams/",
        "/cases/import/",
        "/pools/new/",
        "rubric",
    ),
    "ruth.amsel": ("/admin/", "/admin/people/user/"),
}
README = {  # picture: who, where
    "my-week": ("hana.kim", "/"),
    "pick-a-case": ("hana.kim", "pick"),
    "rubric": ("hana.kim", "edit"),
    "review": ("hana.kim", "received"),
    "draw": ("hana.kim", "draw"),
    "who-has-reviewed-whom": ("hana.kim", "matrix"),
    "first-steps": ("pia.keller", "/setup/next/"),
}


def main(arguments):
    from pytest_django.live_server_helper import LiveServer

    from tests.browser import chromium

    server = LiveServer("localhost:0")
    with chromium.running() as browser:
        places = find_places()
        if "--readme" in arguments:
            folder = Path("docs/img")
            for name, (login, place) in README.items():
                shoot(
                    browser,
                    server.url,
                    login,
                    {name: places.get(place, place)},
                    folder,
                    "desktop",
                    whole=False,
                )
        else:
            for style in STYLES:
                shoot(
                    browser, server.url, None, {"sign-in": "/accounts/login/"}, Path("shots"), style
                )
                for login, more in MORE.items():
                    paths = {
                        name.strip("/").replace("/", "-") or "week": places.get(name, name)
                        for name in EVERYBODY + more
                    }
                    shoot(browser, server.url, login, paths, Path("shots"), style)
    server.stop()


def find_places():
    """The addresses of one of everything, by the names used above; Hana's draft is begun for its picture."""
    from django.urls import reverse
    from django.utils import timezone

    from pairing.models import Draw, Pairing
    from people.models import User
    from reviews import actions
    from reviews.models import Review
    from reviews.queries import offered_cases

    hana = User.objects.get(email="hana.kim@support.example")
    draw = Draw.objects.select_related("cycle__pool").latest("cycle__monday")
    pairing = Pairing.objects.select_related("owner", "reviewer", "draw__cycle__pool").get(
        draw=draw, reviewer=hana
    )
    case = (
        offered_cases(pairing, now=timezone.now())[0]
        .select_related("customer")
        .latest("updated_at")
    )
    received = Review.objects.visible_to(hana).filter(owner=hana).latest("submitted_at")
    places = {
        "pick": reverse("pick_case", args=[pairing.pk]),
        "received": reverse("review", args=[received.pk]),
        "case": reverse("case", args=[case.pk]),
        "customer": reverse("customer", args=[case.customer_id]),
        "draw": reverse("draw", args=[draw.cycle.pool.slug, draw.cycle.monday]),
        "redraw": reverse("redraw", args=[draw.cycle.pool.slug, draw.cycle.monday]),
        "repair": reverse("repair", args=[draw.cycle.pool.slug, draw.cycle.monday]),
        "matrix": reverse("matrix", args=[draw.cycle.pool.slug]),
        "mine": reverse("my_draws"),
        "export": reverse("reviews_export"),
        "pool": reverse("pool", args=[draw.cycle.pool.slug]),
        "upcoming": reverse("draw", args=[draw.cycle.pool.slug, draw.cycle.ends_on]),
        "exclusions": reverse("exclusions", args=[draw.cycle.pool.slug]),
        "colleague": reverse("person", args=[pairing.owner_id]),
        "rubric": reverse("rubric", args=[received.rubric_version.rubric_id]),
    }
    other = Review.objects.filter(reviewer=hana, state="draft").first()
    places["edit"] = lambda: reverse(
        "review_edit",
        args=[(other or actions.start_review(pairing, case=case, by=hana, now=timezone.now())).pk],
    )
    return places


def shoot(browser, url, login, paths, folder, style, whole=True):
    folder.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        base_url=url, reduced_motion="reduce", locale="en-GB", **STYLES[style]
    )
    if login:
        context.add_cookies([session_of(login, url)])
    page = context.new_page()
    for name, path in paths.items():
        page.goto(path() if callable(path) else path)
        file = (
            f"{name}.png" if folder.name == "img" else f"{login or 'anonymous'}.{name}.{style}.png"
        )
        page.screenshot(path=folder / file, full_page=whole)
        print(folder / file)
    context.close()


def session_of(login, url):
    from django.conf import settings
    from django.test import Client

    from people.models import User

    client = Client()
    client.force_login(
        User.objects.get(email=f"{login}@support.example"), settings.AUTHENTICATION_BACKENDS[0]
    )
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def midweek():
    """Early afternoon of the last Wednesday: a weekend would show everything late."""
    now = datetime.now(UTC)
    return (now - timedelta(days=(now.weekday() - 2) % 7)).replace(hour=13, minute=20)


def prepare():
    """The throw-away database of the launcher, with the demo world in it."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("demo", verbosity=0)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "casereview.test_settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()
    with time_machine.travel(midweek() if "--readme" in sys.argv else datetime.now(UTC)):
        prepare()
        main(sys.argv[1:])
