"""Comfort of settings pages: the bar that names changes, fields that show when they matter."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.sweep


def test_settings_of_a_pool_name_what_changed(page, small, sign_in):
    sign_in(page, small.lead)
    page.goto(reverse("pool", args=[small.pool.slug]))
    bar = page.locator(".savebar")
    weekly_from = page.locator("[name=weekly_from]")
    assert not bar.is_visible()
    assert not weekly_from.is_visible()
    page.get_by_text("Start slow", exact=True).click()
    page.get_by_label("Hour").select_option("11:00")
    assert "Changed: Cadence, Hour." in bar.inner_text()
    assert weekly_from.is_visible()
    page.get_by_text("Every week", exact=True).click()
    page.get_by_label("Hour").select_option(label=f"{small.pool.announce_hour:02}:00")
    assert not bar.is_visible()


def test_zone_of_the_browser_is_offered_in_the_profile(new_page, small, sign_in):
    page = new_page(timezone_id="America/Toronto")
    sign_in(page, small.reviewer)
    page.goto(f"{reverse('me')}#profile")
    page.get_by_role("button", name="Use Toronto").click()
    assert page.get_by_label("Time zone").input_value() == "America/Toronto"


def test_current_tab_is_in_view_on_a_phone(new_page, small, sign_in):
    page = new_page(viewport={"width": 390, "height": 800})
    sign_in(page, small.lead)
    page.goto(reverse("pool", args=[small.pool.slug]))
    box = page.locator(".tabs [aria-current]").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
