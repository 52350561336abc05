"""Every address sends the same security headers, and only files may be cached."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from casereview.tests.guards.urls import addresses
from casereview.tests.personas.requests import send
from casereview.tests.personas.test_matrix import HEADERS, POLICY

ANYTHING = {
    "key": "x-y",
    "uidb36": "1",
    "object_id": "1",
    "app_label": "people",
    "content_type_id": "1",
    "url": "x",
}
FOREIGN = [address for address in addresses() if address.is_foreign]
FILES = ["/static/css/base.css", "/static/img/mark.svg"]


def path_of(address):
    kwargs = {name: ANYTHING.get(name, "1") for name in address.converters}
    for given in (
        {"kwargs": kwargs},
        {"kwargs": ANYTHING},
        {"args": ["1"]},
        {"args": ["1", "x-y"]},
    ):
        try:
            return reverse(address.name, **given)
        except NoReverseMatch:
            continue
    return "/" + address.route.split("<")[0].split("(")[0]


def faults(answer):
    """What of the headers is amiss in an answer."""
    wrong = {
        name: answer.headers.get(name)
        for name, value in HEADERS.items()
        if answer.headers.get(name) != value
    }
    policy = set(answer.headers.get("Content-Security-Policy", "").split("; "))
    cache_control = answer.headers.get("Cache-Control", "")
    return (
        wrong
        | ({} if policy == POLICY else {"policy": policy})
        | ({} if "no-store" in cache_control else {"cache": cache_control})
    )


@pytest.mark.parametrize(
    ("prefix", "persona"),
    [
        ("accounts/", "anonymous"),
        ("accounts/", "superuser"),
        ("admin/", "anonymous"),
        pytest.param("admin/", "superuser", marks=pytest.mark.sweep),
    ],
)
def test_addresses_of_others_carry_our_headers(world, prefix, persona):
    paths = {
        path_of(address) for address in FOREIGN if address.name and address.route.startswith(prefix)
    }
    assert len(paths) >= 10
    answers = {path: send(world, persona, "get", path) for path in sorted(paths)}
    assert {path: found for path, answer in answers.items() if (found := faults(answer))} == {}
    assert {path for path, answer in answers.items() if answer.status >= 500} == set()


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "head"])
@pytest.mark.parametrize(
    "path", ["/", "/nowhere/", "/me/readme/", "/inbox/read/", "/accounts/login/", "/admin/"]
)
def test_other_methods_carry_our_headers(world, path, method):
    assert faults(send(world, "reviewer", method, path)) == {}


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/static/none.css", *FILES])
def test_what_no_page_answers_carries_its_headers(world, path):
    response = Client().get(path)
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert "Content-Security-Policy" in response.headers
    assert ("no-store" in response["Cache-Control"]) == (path not in FILES)


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get("/", headers={"Host": "evil.example"}),
        lambda client: client.post("/inbox/read/", {}),
        lambda client: client.post("/me/theme/", {"x": "y" * 11_000_000}),
        lambda client: client.generic(
            "POST", "/me/theme/", b"--x", content_type="multipart/form-data; boundary="
        ),
    ],
    ids=["wrong host", "no mark", "too much", "torn body"],
)
def test_refusals_of_django_carry_our_headers(world, ask):
    response = ask(Client(enforce_csrf_checks=True, raise_request_exception=False))
    assert 400 <= response.status_code < 500
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert "no-store" in response["Cache-Control"]
