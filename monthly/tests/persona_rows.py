"""A monthly review is between engineer and manager; settings are for coordinators and managers."""

from datetime import timedelta

from casereview.tests.personas.row import NOT_THAT_WAY, RUN_THE_PROGRAMME, Row, only, staff
from core.weeks import today_in

OF_THE_TEAM = only(200, "manager", *RUN_THE_PROGRAMME, others=403)
CHANGED_BY_COORDINATORS = only(302, *RUN_THE_PROGRAMME, others=403)
OF_THE_STAND_IN = ("manager", *RUN_THE_PROGRAMME)


def team(world):
    return {"pk": world.emea.pk}


def stand_in(world):
    return {"pk": world.stand_in.pk}


def five_days(world):
    return {"opening_workdays": 5}


def on(world):
    return {"switch": "on"}


def default_rubric(world):
    return {"rubric": ""}


def two_days(world):
    first_day = today_in("UTC", world.now) + timedelta(days=10)
    return {
        "manager": world.manager.pk,
        "person": world.lead.pk,
        "first_day": first_day.isoformat(),
        "last_day": (first_day + timedelta(days=1)).isoformat(),
    }


ROWS = [
    Row("monthly_settings", get=staff(200), post=CHANGED_BY_COORDINATORS, data=five_days),
    Row("monthly_team_settings", kwargs=team, get=OF_THE_TEAM),
    Row("monthly_switch", kwargs=team, get=NOT_THAT_WAY, post=CHANGED_BY_COORDINATORS, data=on),
    Row(
        "monthly_rubric",
        kwargs=team,
        get=NOT_THAT_WAY,
        post=CHANGED_BY_COORDINATORS,
        data=default_rubric,
    ),
    Row(
        "monthly_blind_mode",
        kwargs=team,
        get=NOT_THAT_WAY,
        post=only(302, "manager", others=403),
    ),
    Row(
        "monthly_stand_ins",
        get=staff(200),
        post=only(302, "manager", "other_manager", *RUN_THE_PROGRAMME, others=403),
        data=two_days,
    ),
    Row(
        "monthly_stand_in",
        kwargs=stand_in,
        get=only(200, *OF_THE_STAND_IN),
        post=only(302, *OF_THE_STAND_IN),
        data=two_days,
    ),
    Row(
        "monthly_stand_in_cancel",
        kwargs=stand_in,
        get=NOT_THAT_WAY,
        post=only(302, *OF_THE_STAND_IN),
    ),
]
