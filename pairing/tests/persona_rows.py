"""Pools and draws: members, leads and coordinators see them; leads and coordinators manage them."""

from datetime import timedelta

from casereview.tests.personas.row import NOT_THAT_WAY, RUN_THE_PROGRAMME, Row, only, staff
from core.weeks import WEEK

MEMBERS = ("reviewer", "owner", "teammate")
RUN = ("lead", *RUN_THE_PROGRAMME)
SEE = (*MEMBERS, *RUN)


def pool(world):
    return {"slug": world.pool.slug}


def member(world):
    return pool(world) | {"pk": world.teammate.pk}


def lead(world):
    return pool(world) | {"pk": world.lead.pk}


def rule(name):
    return lambda world: pool(world) | {"pk": getattr(world, name).pk}


def drawn(world):
    return pool(world) | {"monday": world.monday}


def upcoming(world):
    return pool(world) | {"monday": world.monday + WEEK}


def no_monday(world):
    return pool(world) | {"monday": world.monday + timedelta(days=1)}


def half_a_form(world):
    return {"name": ""}


def can_manage_pool(status):
    """`status` for who runs the pool, 403 for who only sees it, 404 for the rest."""
    return only(status, *RUN) | dict.fromkeys(MEMBERS, 403)


def pairing(world):
    return {"pk": world.pairing.pk}


def cover(world):
    return {"pk": world.cover.pk}


def of_pool(who, status):
    """`status` for `who`, 403 for the others who see the pool."""
    return only(status, who) | dict.fromkeys(set(SEE) - {who}, 403)


ROWS = [
    Row("pools", get=staff(200)),
    Row(
        "pool_new",
        get=only(200, *RUN_THE_PROGRAMME, others=403),
        post=only(422, *RUN_THE_PROGRAMME, others=403),
        data=half_a_form,
    ),
    Row("pool", kwargs=pool, get=only(200, *SEE), post=can_manage_pool(422), data=half_a_form),
    Row("pool_channel_try", kwargs=pool, get=NOT_THAT_WAY, post=can_manage_pool(409)),
    Row("pool_members_add", kwargs=pool, get=NOT_THAT_WAY, post=can_manage_pool(422)),
    Row("pool_member_remove", kwargs=member, get=NOT_THAT_WAY, post=can_manage_pool(302)),
    Row("pool_lead_add", kwargs=pool, get=NOT_THAT_WAY, post=can_manage_pool(422)),
    Row("pool_lead_remove", kwargs=lead, get=NOT_THAT_WAY, post=can_manage_pool(302)),
    Row("pool_guidance", kwargs=pool, get=only(200, *SEE)),
    Row(
        "pool_guidance_edit",
        kwargs=pool,
        get=can_manage_pool(200),
        post=can_manage_pool(302),
        data=lambda world: {"text": "# Be kind"},
    ),
    Row("exclusions", kwargs=pool, get=only(200, *RUN), post=only(422, *RUN), data=half_a_form),
    Row("exclusions_managers", kwargs=pool, get=NOT_THAT_WAY, post=only(302, *RUN)),
    Row("exclusion_end", kwargs=rule("exclusion"), get=NOT_THAT_WAY, post=only(302, *RUN)),
    Row(
        "exclusion_restore", kwargs=rule("ended_exclusion"), get=NOT_THAT_WAY, post=only(302, *RUN)
    ),
    Row(
        "busy_week",
        kwargs=upcoming,
        get=NOT_THAT_WAY,
        post=only(403, *RUN) | dict.fromkeys(MEMBERS, 302),
    ),
    Row("busy_week_return", kwargs=upcoming, get=NOT_THAT_WAY, post=only(302, *SEE)),
    Row("matrix", kwargs=pool, get=only(200, *SEE)),
    Row("draws", get=only(302, *MEMBERS, "lead", others=200)),
    Row("my_draws", get=staff(200)),
    Row("draw", about="drawn", kwargs=drawn, get=only(200, *SEE)),
    Row("draw", about="to come", kwargs=upcoming, get=only(200, *SEE)),
    Row("draw", about="on a Tuesday", kwargs=no_monday, get=only(404)),
    Row(
        "draw_now",
        about="to come",
        kwargs=upcoming,
        get=can_manage_pool(200),
        post=can_manage_pool(302),
    ),
    Row(
        "draw_now", about="drawn", kwargs=drawn, get=can_manage_pool(302), post=can_manage_pool(409)
    ),
    Row("draw_inputs", kwargs=drawn, get=only(200, *RUN)),
    Row(
        "skip_pairing",
        kwargs=pairing,
        get=only(200, "reviewer", *RUN) | {"owner": 403, "teammate": 403},
        post=only(302, "reviewer", *RUN) | {"owner": 403, "teammate": 403},
        data=lambda world: {"reason": "Nothing of theirs is open this week"},
    ),
    Row(
        "redraw",
        kwargs=drawn,
        get=can_manage_pool(200),
        post=can_manage_pool(302),
        data=lambda world: {"attempt": 1, "reason": "Two teams merged"},
    ),
    Row("repair", kwargs=drawn, get=can_manage_pool(200), post=can_manage_pool(409)),
    Row("leave_pairing", kwargs=pairing, get=NOT_THAT_WAY, post=can_manage_pool(302)),
    Row(
        "swap_ask",
        kwargs=pairing,
        get=of_pool("reviewer", 200),
        post=of_pool("reviewer", 422),
        data=lambda world: {"theirs": "0"},
    ),
    Row(
        "swap",
        kwargs=lambda world: {"pk": world.swap.pk},
        get=only(200, "reviewer", "owner"),
        post=only(302, "owner") | {"reviewer": 403},
        data=lambda world: {"answer": "decline"},
    ),
    Row("cover_ask", kwargs=pairing, get=NOT_THAT_WAY, post=of_pool("owner", 409)),
    Row("cover_take", about="against a rule", kwargs=cover, get=NOT_THAT_WAY, post=only(403, *SEE)),
    Row("cover_withdraw", kwargs=cover, get=NOT_THAT_WAY, post=of_pool("owner", 302)),
]
