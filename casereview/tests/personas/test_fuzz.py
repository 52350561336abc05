"""Every form of every screen, posted by every persona with malformed values: never a 500.

A hundred posts by default, 10,000 in the sweep. The seed is printed; to try others:
`FUZZ_SEED=123 make test ARGS="-m sweep -k fuzz"`.
"""

import logging
import os
import random
import sys
import traceback
from collections import Counter

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.signals import got_request_exception
from django.db import DatabaseError, connection, transaction
from django.test.utils import override_settings
from django.urls import reverse

from casereview.tests.personas import hostile
from casereview.tests.personas.forms_of_pages import PageForm, forms_of
from casereview.tests.personas.row import NOT_THAT_WAY, PERSONAS
from casereview.tests.personas.rows import ROWS

FOREIGN = (
    "account_login",
    "account_reset_password",
    "account_change_password",
    "account_logout",
    "usersessions_list",
    "account_signup",
)
UNLIMITED = override_settings(RATE_LIMITS=None, ACCOUNT_RATE_LIMITS=False)
HTMX = {"HX-Request": "true", "HX-Target": "results"}


def as_persona(world, persona):
    world.client.cookies.clear()
    if persona in world.sessions:
        world.client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[persona]
    return world.client


def pages(world):
    """(persona, path, good form data) of every page, as the first persona that may see it."""
    for row in ROWS:
        path = reverse(row.name, kwargs=row.kwargs(world))
        seers = [persona for persona in PERSONAS if row.get[persona] == 200]
        for persona in seers[-1:] + seers[:1]:
            yield persona, path, {}
        for persona in [persona for persona in PERSONAS if row.post[persona] in (200, 302, 422)][
            -2:
        ]:
            if row.post != NOT_THAT_WAY:
                yield persona, path, row.data(world)
    for name in FOREIGN:
        path = reverse(name)
        yield from ((persona, path, {}) for persona in ("anonymous", "reviewer"))
    for model in admin.site._registry:
        at = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield "superuser", reverse(f"{at}_changelist"), {}
        yield "superuser", reverse(f"{at}_add"), {}
        first = model._base_manager.order_by("pk").first()
        if first:
            yield from (
                ("superuser", reverse(f"{at}_{way}", args=[first.pk]), {})
                for way in ("change", "delete")
            )


def forms_seen(world, persona, path, good):
    """What can be posted from one page: its forms, or the form that the matrix knows."""
    if good:
        return [PageForm(path, fields=[(name, str(value)) for name, value in good.items()])]
    with transaction.atomic():
        answer = as_persona(world, persona).get(path)
        transaction.set_rollback(True)
    html = (
        answer.content.decode()
        if not answer.streaming and "html" in answer.get("Content-Type", "")
        else ""
    )
    return forms_of(path, html) or [PageForm(path)]


def different(forms):
    """Each form once: what stands in the bar of every page is not asked a hundred times."""
    known = {
        (form.action, tuple(sorted({name for name, _ in form.fields}))): (who, form)
        for who, form in forms
    }
    return list(known.values())


class Failures(list):
    """Listens to what escapes a view, which the answer alone would not name."""

    def __enter__(self):
        got_request_exception.connect(self.note)
        return self

    def __exit__(self, *error):
        got_request_exception.disconnect(self.note)

    def note(self, **kwargs):
        error = sys.exception()
        ours = [
            f"{frame.filename}:{frame.lineno}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        self.escaped = (
            f"{error!r:.200} at {[line for line in ours if '.venv' not in line][-1:] + ours[-1:]}"
        )


def post(world, persona, form, chance, ids):
    """One post inside a savepoint; gives the status, and what was wrong with it beside that."""
    pairs = hostile.changed(form, chance, ids)
    files = [(name, chance.choice(hostile.FILES)) for name in form.files if chance.random() < 0.9]
    body, kind = hostile.body_of(pairs, files, form.multipart, chance)
    headers = HTMX if chance.random() < 0.2 else {}
    where = {"headers": headers, "REMOTE_ADDR": f"192.0.2.{chance.randrange(256)}"}
    with transaction.atomic():
        answer = as_persona(world, persona).generic(
            "POST", form.action, body, content_type=kind, **where
        )
        wrong = late_refusal() if answer.status_code < 500 else ""
        transaction.set_rollback(True)
    return answer.status_code, wrong, f"{persona} {form.action} {kind} {body[:300]}"


def late_refusal():
    """Foreign keys are checked at the commit, after the answer: a wrong id would be a 500 there."""
    try:
        with transaction.atomic():
            connection.check_constraints()
    except DatabaseError as error:
        return repr(error)[:300]
    return ""


def fuzz(world, *, posts, on_pages, seed):
    """Post bad forms from `on_pages` pages (None: all); returns statuses, fails with the seed."""
    chance = random.Random(seed)
    statuses = Counter()
    found = list(pages(world))
    found = found if on_pages is None else chance.sample(found, on_pages)
    ids = [*world.ids(), 0, -1, 2**31, 2**63]
    failed = []
    print(f"FUZZ_SEED={seed}")
    logging.disable()
    with UNLIMITED, Failures() as failures:
        forms = different(
            [
                (persona, form)
                for persona, *page in found
                for form in forms_seen(world, persona, *page)
            ]
        )
        for number in range(posts):
            persona, form = forms[number % len(forms)]
            persona = chance.choice(PERSONAS) if chance.random() < 0.1 else persona
            failures.escaped = ""
            status, wrong, said = post(world, persona, form, chance, ids)
            statuses[status] += 1
            if status >= 500 or wrong or failures.escaped:
                failed.append(f"{status} {wrong or failures.escaped} {said}")
    logging.disable(logging.NOTSET)
    print(f"{posts} posts of {len(forms)} forms: {dict(sorted(statuses.items()))}")
    assert failed == [], f"FUZZ_SEED={seed}: {len(failed)} failed, such as\n" + "\n".join(
        failed[:20]
    )
    return statuses


def test_fuzz_of_some_forms_ends_in_no_500(world):
    statuses = fuzz(world, posts=120, on_pages=10, seed=20261122)
    assert (
        statuses[302] + statuses[200] + statuses[422] > 20
    )  # or all of it was turned away at the door


@pytest.mark.sweep
def test_fuzz_of_all_forms_ends_in_no_500(world):
    seed = int(os.environ.get("FUZZ_SEED", 41))
    statuses = fuzz(world, posts=10_000, on_pages=None, seed=seed)
    assert statuses[302] + statuses[200] + statuses[422] > 2_000


def test_fuzz_finds_a_view_that_breaks(world, monkeypatch):
    """Or the tests above would be green for asking amiss."""
    monkeypatch.setattr("people.actions.change_theme", lambda *args, **kwargs: 1 / 0)
    form = PageForm(reverse("theme"), fields=[("theme", "dark")])
    with Failures() as failures:
        as_persona(world, "reviewer").post(form.action, dict(form.fields))
    assert "ZeroDivisionError" in failures.escaped


def test_fuzz_sees_the_forms_of_a_page(world):
    as_persona(world, "reviewer")
    forms = {
        form.action: form for form in forms_of("/me/", world.client.get("/me/").content.decode())
    }
    assert {"/me/readme/", "/me/profile/", "/me/notifications/"} <= set(forms)
    assert dict(forms["/me/profile/"].fields)["name"] == world.reviewer.name
    assert "Europe/Berlin" in forms["/me/profile/"].choices["time_zone"]
