"""Debian's Chromium, driven by Playwright: nothing is downloaded."""

import os
import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

FLAGS = [
    *(
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
    ),
    *("--disable-component-update", "--disable-sync", "--font-render-hinting=none"),
]
DESKTOP = {"width": 1360, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 700}
CONTEXT = {"viewport": DESKTOP, "locale": "en-GB", "timezone_id": "UTC", "reduced_motion": "reduce"}


def find():
    """The path of a Chromium, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@contextmanager
def running(**environment):
    env = {**os.environ, **environment}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS, env=env)
        yield browser
        browser.close()


def watch(page):
    """Everything that goes wrong in `page` from now on: script errors, and what the policy refused.

    The browser logs a page with a status of 4xx as a failed load; that is no fault of the page.
    """
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda message: (
            problems.append(message.text)
            if message.type in ("error", "warning")
            and not message.text.startswith("Failed to load resource")
            else None
        ),
    )
    return problems
