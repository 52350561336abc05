"""One sign-in page serves everybody, admin too, and it counts wrong passwords."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_admin_login_leads_to_our_sign_in(client):
    answer = client.get(reverse("admin:login"), {"next": "/admin/"})
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_admin_login_with_a_password_is_not_a_way_around_the_throttle(client):
    answer = client.post(reverse("admin:login"), {"username": "a@support.example", "password": "x"})
    assert answer.status_code == 302
