"""What a visit weighs, gzipped: 40 KB for the first page with files, 15 KB for later ones."""

import gzip

import pytest

from people.models import User

LATER = ("/cases/", "/reviews/?side=given", "/draws/?page=1", "/people/", "/me/", "/inbox/")


@pytest.fixture
def weigh(new_page, demo, sign_in):
    """The gzipped bytes that the browser loads for each address, in one window."""
    page = new_page()
    sign_in(page, User.objects.get(email="hana.kim@support.example"))
    urls = set()
    responses = []
    page.on("response", lambda response: responses.append(response))

    def weigh(path):
        responses.clear()
        page.goto(path, wait_until="networkidle")
        new = {
            response.url: response
            for response in responses
            if response.ok and response.url not in urls
        }
        urls.update(new)
        return sum(len(gzip.compress(response.body())) for response in new.values())

    return weigh


def test_weight_of_the_first_visit_is_at_most_40_kb(weigh):
    assert weigh("/") <= 40_000


@pytest.mark.sweep
def test_weight_of_every_later_page_is_at_most_15_kb(weigh):
    weigh("/")
    assert {path: size for path in LATER if (size := weigh(path)) > 15_000} == {}
