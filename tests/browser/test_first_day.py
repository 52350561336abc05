"""A team's first day in the browser: set-up, import, people, a pool, a draw, a review."""

from urllib.parse import urlsplit

from django.urls import reverse

from jobs.tests.run import run_jobs
from pairing.models import Pairing, Pool
from people.models import User
from people.tokens import setup_code
from reviews.models import Review

EXPORT = """Ticket ID;Subject;Status;Priority;Assignee email;Organization;Requester email;Created at
1;Index stuck;open;high;ana@support.example;Kestrel Bank;kim@kestrel.example;2026-11-10 09:00:00
2;Login loops back;open;low;bo@support.example;Quarry Games;lee@quarry.example;2026-11-11 09:00:00
3;Yesterday-ish;open;low;bo@support.example;Quarry Games;lee@quarry.example;yesterday-ish
"""
PASSWORD = "correct horse battery"


def set_up(page):
    page.goto("/setup/")
    for name, text in {
        "code": setup_code(),
        "organisation": "Northwind Support",
        "name": "Ruth Amsel",
        "email": "ruth@support.example",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("form button.button--primary").click()
    page.wait_for_url("**/setup/next/")


def import_cases(page, folder):
    file = folder / "cases.csv"
    file.write_text(EXPORT, encoding="utf-8")
    page.goto(reverse("cases_import"))
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_text("You can leave this page").wait_for()
    run_jobs()  # as the worker does
    page.get_by_text("yesterday-ish").wait_for()


def confirm_people(page):
    page.goto(reverse("teams"))
    page.locator("form.addrow [name=name]").fill("Support EMEA")
    page.get_by_role("button", name="Create team").click()
    page.goto(reverse("proposals"))
    page.locator("select[name=team]").select_option(label="Support EMEA")
    page.locator("[data-tick-all]").click()  # keeps the team
    page.get_by_role("button", name="Confirm and invite").click()
    page.wait_for_load_state()


def invitation_of(page, email):
    page.goto(reverse("person", args=[User.objects.get(email=email).pk]))
    return urlsplit(page.locator("[data-copy]").first.get_attribute("data-copy")).path


def come_in(page, link):
    page.goto(link)
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/")


def make_pool_and_draw(page):
    page.goto(reverse("pool_new"))
    page.locator("[name=name]").fill("Global Support")
    page.get_by_role("button", name="Create this pool").click()
    page.wait_for_load_state()
    pool = Pool.objects.get()
    page.goto(reverse("pool", args=[pool.slug]))
    page.locator("[name=who]").fill("ana@support.example, bo@support.example")
    page.get_by_role("button", name="Add to the pool").click()
    page.wait_for_load_state()
    page.goto(reverse("draw_now", args=[pool.slug, pool.first_monday]))
    page.get_by_role("button", name="Draw now").click()
    page.wait_for_load_state()


def write_review(page):
    page.goto("/")
    page.get_by_role("link", name="Pick one of").click()
    page.get_by_role("button", name="Review this").first.click()
    page.wait_for_url("**/edit/")
    for row in page.locator("[data-criterion]").all():
        row.locator("input[value=yes]").check(force=True)
    page.get_by_role("button", name="Send to").click()
    page.get_by_text("can read it now").wait_for()


def test_first_day_from_the_code_to_an_acknowledged_review(new_page, empty, tmp_path):
    coordinator = new_page()
    ana = new_page()
    bo = new_page()
    set_up(coordinator)
    import_cases(coordinator, tmp_path)
    confirm_people(coordinator)
    for page, email in ((ana, "ana@support.example"), (bo, "bo@support.example")):
        come_in(page, invitation_of(coordinator, email))
    make_pool_and_draw(coordinator)
    assert Pairing.objects.count() == 2
    write_review(ana)
    bo.goto(reverse("review", args=[Review.objects.get().pk]))
    bo.get_by_role("button", name="Acknowledge").click()
    bo.get_by_text("will see that you have read it").wait_for()
