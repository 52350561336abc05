"""Finding a review again, exporting your reviews, and printing one."""

import json
from pathlib import Path

import pytest
from django.urls import reverse

SHOWN = (
    "items => items.filter(item => item.checkVisibility())"
    ".map(item => item.className || item.tagName)"
)


def test_history_is_searched_while_one_types(page, small, sign_in):
    sign_in(page, small.owner)
    page.goto("/reviews/")
    assert page.locator(".pick > li").count() > 1
    page.get_by_label("Search your reviews").press_sequentially(small.sent.case.number)
    page.locator(".chip").wait_for()
    assert page.locator(".pick > li").count() == 1
    assert f"q={small.sent.case.number}" in page.url
    page.locator(".pick > li").click(position={"x": 8, "y": 8})
    page.wait_for_url(f"**{reverse('review', args=[small.sent.pk])}")


@pytest.mark.sweep
def test_history_and_export_work_without_javascript(new_page, small, sign_in):
    page = new_page(java_script_enabled=False)
    sign_in(page, small.reviewer)
    page.goto("/reviews/?side=given")
    page.get_by_label("Search your reviews").fill(small.sent.case.number)
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Export these").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON").click()
    whole = json.loads(Path(download.value.path()).read_text())
    assert [review["id"] for review in whole["reviews"]] == [small.sent.pk]
    assert download.value.suggested_filename.endswith(".json")


def test_review_on_paper_is_a_light_document_without_controls(new_page, small, sign_in):
    page = new_page(color_scheme="dark")
    sign_in(page, small.owner)
    page.goto(reverse("review", args=[small.sent.pk]))
    page.emulate_media(media="print", color_scheme="dark")
    controls = page.locator(
        "nav, form, button, textarea, .button, .avatar, .side, .pill:not(.verdict)"
    )
    assert controls.evaluate_all(SHOWN) == []
    assert page.locator("dl.only-print").inner_text().startswith("What\nPeer review\nCase\n")
    assert (
        page.locator("html").evaluate("page => getComputedStyle(page).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    assert page.locator("h1").evaluate("head => getComputedStyle(head).color") == "rgb(0, 0, 0)"
