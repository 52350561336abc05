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
    return {"rubric": "default"}


def two_days(world):
    first_day = today_in("UTC", world.now) + timedelta(days=10)
    return {
        "manager": world.manager.pk,
        "person": world.lead.pk,
        "first_day": first_day.isoformat(),
        "last_day": (first_day + timedelta(days=1)).isoformat(),
    }


def selecting(world):
    return {"pk": world.month_selecting.pk}


def validating(world):
    return {"pk": world.month_validating.pk}


def case_to_validate(world):
    return validating(world) | {"case_pk": world.month_validating.selections.first().case_id}


def agreed_answers(world):
    """The answers to the first case, over the draft that the manager has saved."""
    selection = world.month_validating.selections.first()
    answers = {"version": selection.manager_review.version, "case": selection.case_id}
    for answer in selection.self_review.answers.all():
        answers[f"answer_{answer.criterion_id}"] = answer.value
    return answers


def redraw_reason(world):
    return {"reason": "It is a duplicate."}


def excused_as_away(world):
    return {"excuse": "away"}


def assessing(world):
    return {"pk": world.month_assessing.pk}


def drawn_case(world):
    return selecting(world) | {"selection_pk": world.month_selecting.selections.get().pk}


def chosen_case(world):
    """The same case again, for another reason."""
    own = world.month_assessing.selections.get(kind="own")
    return {"case": own.case_id, "seen": own.pk, "reason": "I would like to talk about it."}


BY_THE_ENGINEER = only(302, "owner")


def discussing(world):
    return {"pk": world.month_discussing.pk}


def next_step(world):
    return {"pk": world.next_step.pk}


def earlier_step(world):
    return {"pk": world.earlier_step.pk}


def empty_page(world):
    """The form as it was before anybody wrote; the notes were written since."""
    return {"version": world.month_discussing.version, "notes": "", "base_notes": ""}


def step(world):
    due_on = today_in("UTC", world.now) + timedelta(days=10)
    return {"text": "Write it.", "owner": world.owner.pk, "due_on": due_on.isoformat()}


def done(world):
    return {"outcome": "done", "month": world.month_assessing.pk}


def to_the_manager(world):
    return {"show": "", "month": world.month_assessing.pk}


OF_THE_TWO = only(200, "owner", "manager")
BY_THE_TWO = only(302, "owner", "manager")
OF_THE_MANAGER = only(200, "manager")
BY_THE_MANAGER = only(302, "manager")
NO_OTHER_CASE = only(409, "manager")
ROWS = [
    Row("monthly", get=staff(200)),
    Row("monthly_answers", get=staff(200)),
    Row(
        "monthly_choose",
        kwargs=assessing,
        get=only(200, "owner"),
        post=BY_THE_ENGINEER,
        data=chosen_case,
    ),
    Row("monthly_draw", kwargs=assessing, get=only(200, "owner", "manager")),
    Row("monthly_start", kwargs=drawn_case, get=NOT_THAT_WAY, post=only(302, "reviewer")),
    Row("monthly_send", kwargs=assessing, get=NOT_THAT_WAY, post=BY_THE_ENGINEER),
    Row("monthly_recall", kwargs=validating, get=NOT_THAT_WAY, post=BY_THE_ENGINEER),
    Row("monthly_sent", kwargs=validating, get=only(200, "owner") | {"manager": 302}),
    Row("monthly_team", get=staff(200)),
    Row("monthly_open", get=staff(200), post=staff(422)),
    Row(
        "monthly_validate",
        kwargs=case_to_validate,
        get=OF_THE_MANAGER,
        post=BY_THE_MANAGER,
        data=agreed_answers,
    ),
    Row(
        "monthly_validate_autosave",
        kwargs=case_to_validate,
        get=NOT_THAT_WAY,
        post=OF_THE_MANAGER,
        data=agreed_answers,
    ),
    Row(
        "monthly_validated",
        kwargs=validating,
        get=NOT_THAT_WAY,
        post=BY_THE_MANAGER,
        data=agreed_answers,
    ),
    Row("monthly_take_over", kwargs=validating, get=BY_THE_MANAGER, post=BY_THE_MANAGER),
    Row(
        "monthly_redraw",
        kwargs=selecting,
        get=OF_THE_MANAGER,
        post=NO_OTHER_CASE,
        data=redraw_reason,
    ),
    Row(
        "monthly_excuse",
        kwargs=selecting,
        get=OF_THE_MANAGER,
        post=BY_THE_MANAGER,
        data=excused_as_away,
    ),
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
    Row("monthly_review", kwargs=discussing, get=OF_THE_TWO),
    Row("monthly_notes", kwargs=discussing, get=NOT_THAT_WAY, post=BY_THE_TWO, data=empty_page),
    Row("monthly_done", kwargs=discussing, get=NOT_THAT_WAY, post=BY_THE_TWO),
    Row("monthly_steps", kwargs=discussing, get=NOT_THAT_WAY, post=BY_THE_TWO, data=step),
    Row("monthly_step", kwargs=next_step, get=OF_THE_TWO, post=BY_THE_TWO, data=step),
    Row("monthly_step_remove", kwargs=next_step, get=OF_THE_TWO, post=BY_THE_TWO),
    Row(
        "monthly_step_outcome",
        kwargs=earlier_step,
        get=NOT_THAT_WAY,
        post=BY_THE_TWO,
        data=done,
    ),
    Row(
        "monthly_step_show",
        kwargs=earlier_step,
        get=NOT_THAT_WAY,
        post=only(302, "owner") | {"manager": 403},
        data=to_the_manager,
    ),
]
