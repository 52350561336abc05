"""Picking a case: what the search leaves, and buttons with words for screen readers."""

import pytest
from django.urls import reverse

WIDEN = """button => {
    const width = button.offsetWidth;
    button.querySelector('.vh').remove();
    return width - button.offsetWidth;
}"""


@pytest.fixture
def pick(page, small, sign_in):
    sign_in(page, small.reviewer)
    page.goto(reverse("pick_case", args=[small.pairing.pk]))
    return page


def test_search_while_typing_counts_the_cases_it_leaves(pick):
    section = pick.locator("#offered section").first
    total = section.locator(".pick > li").count()
    pick.get_by_role("searchbox").fill("zzzz")
    assert f"0 of {total} case" in section.locator(".section__end").inner_text()
    said = "list => getComputedStyle(list, '::after').content"
    assert section.locator(".pick").evaluate(said) == '"No match for “zzzz”"'
    pick.get_by_role("searchbox").fill("")
    assert section.locator(".section__end").inner_text().startswith(f"{total} case")


def test_words_for_screen_readers_do_not_widen_a_button(pick):
    button = pick.get_by_role("button", name="Review this").first
    assert button.evaluate(WIDEN) == 0
