"""The settings of a deployment behind HTTPS: cookies, redirects and HSTS in a browser."""

import runpy
from pathlib import Path

import pytest
from django.conf import settings
from django.core import checks
from django.test import Client
from django.test.utils import override_settings

from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

SITE = "casereview.example"
PREFIXES = (
    "SECURE_",
    "SESSION_",
    "CSRF_",
    "X_FRAME",
    "ALLOWED_HOSTS",
    "BASE_URL",
    "HTTPS",
    "TRUSTED_PROXIES",
)


@pytest.fixture(params=["0", "1"], ids=["no proxy", "a proxy"])
def production(request, monkeypatch):
    """The settings file read as a deployment reads it, with and without a proxy in front."""
    given = {
        "BASE_URL": f"https://{SITE}",
        "ALLOWED_HOSTS": SITE,
        "TRUSTED_PROXIES": request.param,
        "DEBUG": "0",
    }
    for name, value in (given | {"SECRET_KEY": "S3cret-" * 10, "DEMO": "0"}).items():
        monkeypatch.setenv(name, value)
    found = runpy.run_path(str(Path(settings.BASE_DIR) / "casereview/settings.py"))
    chosen = {
        name: value for name, value in found.items() if name.isupper() and name.startswith(PREFIXES)
    }
    with override_settings(**chosen, DEBUG=False, SECRET_KEY=found["SECRET_KEY"]):
        yield found


@pytest.fixture
def browser():
    return Client(headers={"Host": SITE})


def test_deployment_checks_have_nothing_to_say(production):
    found = checks.run_checks(include_deployment_checks=True)
    assert [check for check in found if not check.is_silenced()] == []


def test_cookies_are_bound_to_this_host_and_to_https(production, browser):
    person = UserFactory()
    person.set_password("a horse that is correct")
    person.save()
    browser.get("/accounts/login/", secure=True)
    browser.post(
        "/accounts/login/",
        {"login": person.email, "password": "a horse that is correct"},
        secure=True,
    )
    browser.post("/me/theme/", {"theme": "dark"}, secure=True)
    assert {"__Host-session", "__Host-csrf", "theme"} <= set(browser.cookies)
    for name, cookie in browser.cookies.items():
        facts = (cookie["secure"], cookie["samesite"], cookie["path"], cookie["domain"])
        assert facts == (True, "Lax", "/", ""), name
    read_by_script = {name for name, cookie in browser.cookies.items() if not cookie["httponly"]}
    assert read_by_script == {"__Host-csrf"}  # an open form takes the newest mark from it


def test_plain_http_is_sent_to_https_and_https_says_so_for_a_year(production, browser):
    response = browser.get("/people/")
    assert (response.status_code, response["Location"]) == (301, f"https://{SITE}/people/")
    hsts = browser.get("/accounts/login/", secure=True)["Strict-Transport-Security"]
    assert hsts == "max-age=31536000; includeSubDomains; preload"


def test_health_is_answered_over_plain_http_for_any_host(production):
    assert Client(headers={"Host": "10.0.0.7"}).get("/healthz").status_code == 200


def test_claim_of_https_counts_only_from_a_trusted_proxy(production, browser):
    response = browser.get("/accounts/login/", headers={"X-Forwarded-Proto": "https"})
    assert response.status_code == (200 if production["TRUSTED_PROXIES"] else 301)


def test_form_from_another_site_is_refused(production):
    strict = Client(
        enforce_csrf_checks=True, headers={"Host": SITE, "Origin": "https://evil.example"}
    )
    strict.get("/accounts/login/", secure=True)
    assert strict.post("/me/theme/", {"theme": "dark"}, secure=True).status_code == 403
