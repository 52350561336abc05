"""The browser fixtures and axe see planted faults."""

from django.urls import reverse

from people.models import User
from tests.browser import axe, chromium

SPOILT = "document.body.insertAdjacentHTML('beforeend', '{}')"


def test_script_error_and_what_the_policy_refuses_are_seen(browser, server, small):
    page = browser.new_page()
    problems = chromium.watch(page)
    page.goto(server.url + "/accounts/login/")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))"
    )
    page.evaluate("setTimeout(() => { throw new Error('spoilt') })")
    page.wait_for_timeout(50)
    *refused, error = problems
    assert error == "spoilt"
    assert len(refused) == 2
    assert all("Content Security Policy" in problem for problem in refused)
    page.close()


def test_bad_contrast_missing_label_and_width_are_found(page, small):
    page.goto("/accounts/login/")
    assert axe.find_violations(page) == []
    assert axe.find_overflow(page) == []
    page.evaluate(SPOILT.format('<input id="spoilt"><p id="pale">Pale</p>'))
    page.evaluate("document.getElementById('pale').style.color = 'rgba(128, 128, 128, .3)'")
    rules = {violation.split(":")[0] for violation in axe.find_violations(page)}
    assert {"label", "color-contrast"} <= rules
    assert axe.find_violations(page, "target-size") == []
    page.evaluate(SPOILT.format('<div id="wide">wide</div>'))
    page.evaluate("document.getElementById('wide').style.width = '5000px'")
    assert axe.find_overflow(page)[0].startswith('<div id="wide"')


def test_signed_in_page_is_ones_own(page, small, sign_in):
    sign_in(page, small.owner)
    page.goto("/me/")
    assert page.url.endswith(reverse("me"))
    assert small.owner.name in page.content()


def test_world_that_is_changed_is_whole_for_the_next_and_the_suite_left_alone(databases, small):
    User.objects.filter(pk=small.stranger.pk).update(name="Changed")
    databases.use("small")
    assert User.objects.get(pk=small.stranger.pk).name == "Stranger E"
    assert databases.settings["NAME"] != databases.before["NAME"]
