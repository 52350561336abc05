"""Steps that several journeys take."""

from django.urls import reverse


def begin(page, world):
    page.goto(reverse("pick_case", args=[world.pairing.pk]))
    page.get_by_role("button", name="Review this").first.click()
    page.wait_for_url("**/edit/")


def answer_all(page, value="yes"):
    for row in page.locator("[data-criterion]").all():
        row.locator(f"input[value={value}]").check(force=True)


def press_on(page, words):
    """Enter on the first control with these words that Tab comes to."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.textContent"):
            return page.keyboard.press("Enter")
    raise AssertionError(f"80 times Tab and no {words}")
