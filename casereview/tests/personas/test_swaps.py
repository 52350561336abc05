"""Swapped ids in addresses, forms and htmx requests: nobody reaches what is between two others.

A request is refused when it answers 4xx (or leads to sign-in), shows none of the two's words and
leaves every table as it was. Each address is tried with ids of its own kind: by default by three
personas and on every third form, in the sweep by every persona on every form.
"""

from itertools import cycle, product

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from casereview.tests.contributions import contributed, merged, values
from casereview.tests.guards.urls import our_addresses
from casereview.tests.personas import foreign as between
from casereview.tests.personas.requests import hashes
from casereview.tests.personas.row import NOT_THAT_WAY, PERSONAS, RUN_THE_PROGRAMME
from casereview.tests.personas.rows import ROWS
from casereview.tests.personas.test_ids import ADDRESSES, candidates, closed_to
from reviews.models import Comment

PLAIN = {}
HTMX = {"HX-Request": "true", "HX-Target": "save-state"}
AT_LEAST = 2_000
SOME = ("anonymous", "stranger", "teammate")
DEPTHS = pytest.mark.parametrize(
    "deep", [False, pytest.param(True, marks=pytest.mark.sweep)], ids=["some", "all"]
)
tried = []


@pytest.fixture
def foreign(world):
    return between.build(world)


def request(world, persona, method, path, data=None, headers=PLAIN):
    client = world.client
    client.cookies.clear()
    if persona in world.sessions:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[persona]
    return getattr(client, method.lower())(path, data, headers=headers)


def is_refused(persona, answer):
    if persona == "anonymous" and answer.status_code == 302:
        return answer.url.startswith("/accounts/login/")
    return 400 <= answer.status_code < 500 and not shows_words(answer)


def shows_words(answer):
    """Whether the two's words are in a page, or in a file that is sent piece by piece."""
    return between.SECRET.encode() in (b"".join(answer) if answer.streaming else answer.content)


def apps_between_people():
    """The apps that name kinds of things between two people; the others say why not."""
    worlds = contributed("persona_world").items()
    return {app for app, part in worlds if isinstance(part.FOREIGN_KINDS, dict)}


def ours(*, with_parts):
    apps = apps_between_people()
    addresses = [each for each in our_addresses() if each.view.__module__.split(".")[0] in apps]
    return [address for address in addresses if bool(address.converters) == with_parts]


def may_by_role(persona, address):
    """Coordinators run every pool: only what is between two people is foreign to them."""
    return persona in RUN_THE_PROGRAMME and address.name not in closed_to(persona)


def values_for(part, ids, foreign, world):
    """What is tried in a part of an address: `ids`, the two pools, or the app's own candidates."""
    known = {"pk": ids, "slug": [foreign.pool.slug, world.pool.slug], "monday": [foreign.monday]}
    return known[part] if part in known else candidates(world, part)


def paths(address, ids, foreign, world):
    """The address with every one of `ids` in it, in the foreign pool and in the personas' own."""
    choices = (values_for(part, ids, foreign, world) for part in address.converters)
    for parts in product(*choices):
        if set(parts) & {*ids, foreign.pool.slug}:
            try:
                yield reverse(
                    address.name, kwargs=dict(zip(address.converters, parts, strict=True))
                )
            except NoReverseMatch:
                continue


def count(what, number):
    tried.append(number)
    print(f"{number} swapped ids tried in {what}")


def test_part_of_an_address_that_one_app_has_is_tried_with_its_candidates(world, foreign):
    assert values_for("token", [], foreign, world) == candidates(world, "token")


def test_every_address_with_an_id_names_its_kind_or_is_tried_with_every_id():
    """Otherwise the ids of nothing would be tried there, and every answer would be a 404."""
    every_id = {address.name for address in ADDRESSES}
    addresses = [address for address in ours(with_parts=True) if "pk" in address.converters]
    no_kind = [each for each in addresses if between.find_kind(each.route) is None]
    assert [each.route for each in no_kind if each.name not in every_id] == []


@DEPTHS
def test_swapped_ids_in_addresses_find_nothing(world, foreign, deep):
    before = hashes()
    wrong = []
    number = 0
    headers = cycle([PLAIN, HTMX] if deep else [PLAIN])
    body = {"case": foreign.case.pk, "body": "x", "allow": "yes", "reason": "x"}
    for persona, address in product(PERSONAS if deep else SOME, ours(with_parts=True)):
        if may_by_role(persona, address):
            continue
        ids = between.ids_at(address.route, foreign)
        for path, method in product(
            paths(address, ids, foreign, world), address.view.screen.methods
        ):
            answer = request(
                world, persona, method, path, body if method == "POST" else None, next(headers)
            )
            wrong += (
                [] if is_refused(persona, answer) else [(persona, method, path, answer.status_code)]
            )
            number += 1
    assert wrong == []
    assert hashes() == before
    count("addresses", number)


@DEPTHS
def test_own_ids_at_addresses_closed_to_a_persona_find_nothing(world, deep):
    """What is between reviewer and owner, requested by everybody whom an address never serves."""
    before = hashes()
    wrong = []
    number = 0
    headers = cycle([HTMX, PLAIN] if deep else [HTMX])
    for persona in PERSONAS[1:] if deep else SOME[1:]:
        closed = set(closed_to(persona))
        for address in (
            a for a in ours(with_parts=True) if a.name in closed and set(a.converters) == {"pk"}
        ):
            for pk, method in product(
                between.ids_at(address.route, world), address.view.screen.methods
            ):
                path = reverse(address.name, args=[pk])
                answer = request(world, persona, method, path, headers=next(headers))
                wrong += (
                    []
                    if is_refused(persona, answer)
                    else [(persona, method, path, answer.status_code)]
                )
                number += 1
    assert wrong == []
    assert hashes() == before
    count("addresses closed to a persona", number)


def swaps(foreign):
    """Every key that a form of ours knows, or may be thought to know, with foreign ids."""
    names = merged("persona_world", "FOREIGN_KEYS") | dict.fromkeys(("reader", "user"), "owner")
    names |= {name: name for name in ("owner", "reviewer")}
    for key, name in names.items():
        yield key, getattr(foreign, name).pk
    for key in ("answer", "comment"):
        yield f"{key}_{foreign.criterion.pk}", "no"


@DEPTHS
@pytest.mark.parametrize("persona", [pytest.param("reviewer", marks=pytest.mark.sweep), "owner"])
def test_swapped_ids_in_what_is_posted_touch_nothing(world, foreign, persona, deep):
    before = between.state_of(foreign)
    wrong = []
    number = 0
    must_refuse = set().union(*values("persona_world", "MUST_REFUSE"))
    rows = [row for row in ROWS if row.post != NOT_THAT_WAY and row.post[persona] in (200, 302)]
    for row, (key, value) in product(rows if deep else rows[::3], list(swaps(foreign))):
        with transaction.atomic():
            data = dict(row.data(world)) | {key: value}
            answer = request(
                world, persona, "POST", reverse(row.name, kwargs=row.kwargs(world)), data
            )
            went_through = (row.name, key) in must_refuse and answer.status_code < 400
            if went_through or shows_words(answer) or between.state_of(foreign) != before:
                wrong.append((str(row), key, value, answer.status_code))
            transaction.set_rollback(True)
        number += 1
    assert wrong == []
    count(f"what the {persona} posts", number)


def test_mention_of_a_stranger_tells_them_nothing(world, foreign):
    before = between.state_of(foreign)
    for name in ("FayForeign", "Fay", "Fred", str(foreign.owner.pk), foreign.owner.email):
        path = reverse("comment_add", args=[world.sent.pk])
        assert request(world, "owner", "POST", path, {"body": f"Ask @{name}"}).status_code == 302
    assert between.state_of(foreign) == before
    assert not Comment.objects.filter(mentions__in=[foreign.reviewer, foreign.owner]).exists()


@DEPTHS
def test_lists_and_exports_with_swapped_ids_show_nothing(world, foreign, deep):
    """Addresses that are one's own: whatever they are asked for, only one's own comes back."""
    asked = {
        "person": foreign.owner.pk,
        "user": foreign.owner.pk,
        "case": foreign.case.pk,
        "cycle": foreign.monday,
    }
    asked |= {"id": foreign.sent.pk, "q": "Foreign", "page": 2, "before": foreign.notice.pk}
    forms = {row.name: row.data(world) for row in ROWS}
    screens = [(a, method) for a in ours(with_parts=False) for method in a.view.screen.methods]
    personas = PERSONAS[1:] if deep else SOME[1:]
    for persona, (address, method) in product(personas, screens):
        with transaction.atomic():
            answer = request(
                world, persona, method, reverse(address.name), asked | forms.get(address.name, {})
            )
            transaction.set_rollback(True)
        assert not shows_words(answer), (persona, address.name)
        assert answer.status_code < 500
    count("lists and exports", len(screens) * len(personas))


def test_the_two_find_what_is_theirs(world, foreign):
    """Or all of this would be green for asking amiss."""
    world.client.force_login(foreign.owner)
    answer = world.client.get(reverse("review", args=[foreign.acknowledged.pk]))
    assert shows_words(answer)
    row = next(row for row in ROWS if row.name == "reviews_export")
    assert shows_words(world.client.post(reverse(row.name), row.data(world)))


def test_reader_by_mistake_is_found(world, foreign):
    foreign.acknowledged.readers.create(user=world.teammate, why="member")
    path = reverse("review", args=[foreign.acknowledged.pk])
    assert not is_refused("teammate", request(world, "teammate", "GET", path))
    assert is_refused("stranger", request(world, "stranger", "GET", path))


@pytest.mark.sweep
def test_enough_was_tried():
    """Counts what the tests above tried, if they all ran in this process."""
    if len(tried) < 5:
        pytest.skip("the tests that count did not all run in this process")
    print(f"{sum(tried)} swapped ids in all")
    assert sum(tried) >= AT_LEAST
