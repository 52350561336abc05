"""`make shots`: every screen as every persona, into shots/ (ARGS=--readme: pictures of the README).

Runs on a throw-away demo world: `python -m embedded --ephemeral python -m tests.browser.shots`.

The browser gets Inter, which the interface asks for first, from a package: many machines have no
such font, and the fallback of a bare container is wide and ugly. This works where fonts come from
fontconfig (Linux); on macOS the pictures have the system's font.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import django
import fontpkg_inter
import time_machine

DESKTOP = {"width": 1360, "height": 900}
PHONE = {"width": 390, "height": 844}
STYLES = {
    "desktop": {"viewport": DESKTOP, "color_scheme": "light"},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "color_scheme": "light"},
    "phone-dark": {"viewport": PHONE, "color_scheme": "dark"},
}
LOGINS = (
    "hana.kim",
    "ana.duarte",
    "mira.shah",
    "lars.nygard",
    "nadia.rossi",
    "omar.haddad",
    "pia.keller",
    "ruth.amsel",
)
FONTS = """<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{folder}</cachedir>
</fontconfig>"""
README = {  # picture: who, where
    "my-week": ("hana.kim", "/"),
    "pick-a-case": ("hana.kim", "pick"),
    "rubric": ("hana.kim", "edit"),
    "review": ("hana.kim", "received"),
    "month": ("hana.kim", "/monthly/"),
    "validate": ("nadia.rossi", "month_validate"),
    "talk": ("ana.duarte", "month_talk"),
    "draw": ("hana.kim", "draw"),
    "who-has-reviewed-whom": ("hana.kim", "matrix"),
    "first-steps": ("pia.keller", "/setup/next/"),
}


def main(arguments):
    from pytest_django.live_server_helper import LiveServer

    from tests.browser import chromium

    server = LiveServer("localhost:0")
    with TemporaryDirectory() as folder, chromium.running(**with_inter(folder)) as browser:
        shoot_all = shoot_readme if "--readme" in arguments else shoot_screens
        shoot_all(browser, server.url, find_places())
    server.stop()


def with_inter(folder):
    """What a browser's environment needs to find Inter among the fonts of this machine."""
    config = Path(folder) / "fonts.conf"
    config.write_text(FONTS.format(fonts=fontpkg_inter.ROOT / "files", folder=folder))
    return {"FONTCONFIG_FILE": str(config)}


def shoot_readme(browser, url, places):
    for name, (login, place) in README.items():
        path = places.get(place, place)
        shoot(browser, url, login, {name: path}, Path("docs/img"), "desktop", whole=False)


def shoot_screens(browser, url, places):
    folder = Path("shots")
    for style in STYLES:
        shoot(browser, url, None, {"sign-in": "/accounts/login/"}, folder, style)
        for login in LOGINS:
            paths = {
                name.strip("/").replace("/", "-") or "week": places.get(name, name)
                for name in places_of("everybody") + places_of(login)
            }
            shoot(browser, url, login, paths, folder, style)


def places_of(login):
    """The addresses, and names of places, to look at as this person (or "everybody")."""
    from casereview.tests.contributions import values

    return [place for shots in values("screens", "SHOTS") for place in shots.get(login, ())]


def find_places():
    """The addresses of one of everything, by the names that apps give them."""
    from casereview.tests.contributions import call
    from people.models import User

    places = {}
    for part in call("screens", "find_places", User.objects.get(email="hana.kim@support.example")):
        places |= part
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
