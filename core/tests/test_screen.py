import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from core.screen import screen
from people.models import User


@screen("GET", "POST")
def private(request):
    return HttpResponse("yours")


@screen("GET", public=True)
def public(request):
    return HttpResponse("anybody's")


@screen("POST")
def write(request):
    return HttpResponse("written")


def answer(rf, view, method="get", user=None):
    request = getattr(rf, method)("/somewhere/?page=2")
    request.user = user or User(pk=1)
    return view(request)


def test_screen_says_what_it_answers():
    assert (private.screen.methods, private.screen.public) == (("GET", "POST"), False)
    assert public.screen.public
    assert private.__name__ == "private"


@pytest.mark.parametrize(
    ("method", "status"),
    [("get", 200), ("head", 200), ("post", 200), ("put", 405), ("delete", 405)],
)
def test_screen_answers_its_methods_alone(rf, method, status):
    assert answer(rf, private, method).status_code == status


def test_screen_for_writes_answers_no_get(rf):
    assert answer(rf, write).status_code == 405
    assert answer(rf, write, "head").status_code == 405


def test_anonymous_is_sent_to_sign_in_and_comes_back(rf):
    response = answer(rf, private, user=AnonymousUser())
    assert (response.status_code, response.url) == (
        302,
        "/accounts/login/?next=/somewhere/%3Fpage%3D2",
    )


def test_public_screen_is_open_to_anonymous(rf):
    assert answer(rf, public, user=AnonymousUser()).status_code == 200


@pytest.mark.parametrize("view", [private, public, write])
def test_screen_is_never_kept_by_a_cache(rf, view):
    for user in (None, AnonymousUser()):
        assert "no-store" in answer(rf, view, user=user)["Cache-Control"]


@pytest.mark.parametrize("purpose", ["prefetch", "prefetch;prerender"])
def test_screen_is_not_loaded_ahead(rf, purpose):
    request = rf.get("/somewhere/", headers={"Sec-Purpose": purpose})
    request.user = User(pk=1)
    answer = private(request)
    assert (answer.status_code, answer.content) == (403, b"")
