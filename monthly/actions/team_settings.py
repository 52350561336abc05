"""How a team does monthly reviews. A change applies from the next opening."""

from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused
from monthly.models import TeamSettings
from monthly.rules import can_change_blind_mode, can_change_settings
from people.queries import today
from rubrics.models import Rubric


@transaction.atomic
def switch_on(team, *, by, now):
    """Open months for the engineers of `team` by itself, from the next opening.

    Raises `NotAllowed` for anyone but coordinators.
    """
    _require(by)
    team_settings = _lock_settings(team)
    if team_settings.switched_on_at is None:
        _save(team_settings, switched_on_at=now)
        record("monthly reviews switched on", team, by=by, now=now)


@transaction.atomic
def switch_off(team, *, by, now):
    """Open no more months for `team`. Months that are open continue.

    Raises `NotAllowed` for anyone but coordinators.
    """
    _require(by)
    team_settings = _lock_settings(team)
    if team_settings.switched_on_at is not None:
        _save(team_settings, switched_on_at=None)
        record("monthly reviews switched off", team, by=by, now=now)


@transaction.atomic
def choose_rubric(team, *, rubric, by, now):
    """Set the rubric of the months to come; None for the default one.

    Raises `NotAllowed` for anyone but coordinators, and `Refused` for a rubric that is archived or
    was never published.
    """
    _require(by)
    team_settings = _lock_settings(team)
    if team_settings.rubric_id == (rubric.pk if rubric else None):
        return
    if rubric and not Rubric.objects.choosable().filter(pk=rubric.pk).exists():
        raise Refused("This rubric is archived or has not been published yet.")
    _save(team_settings, rubric=rubric)
    record("monthly rubric chosen", team, by=by, now=now, rubric=rubric.pk if rubric else None)


@transaction.atomic
def change_blind_mode(team, *, is_blind, by, now):
    """Switch blind mode of the months to come. Raises `NotAllowed` for anyone but its managers."""
    if not can_change_blind_mode(by, team, today(now)):
        raise NotAllowed("Only this team’s managers can choose blind mode.")
    team_settings = _lock_settings(team)
    if team_settings.is_blind != is_blind:
        _save(team_settings, is_blind=is_blind)
        record("blind mode changed", team, by=by, now=now, is_blind=is_blind)


def _require(by):
    if not can_change_settings(by):
        raise NotAllowed("Only coordinators can change a team’s monthly reviews.")


def _lock_settings(team):
    team_settings, _ = TeamSettings.objects.get_or_create(team=team)
    return lock(team_settings)


def _save(team_settings, **changes):
    for name, value in changes.items():
        setattr(team_settings, name, value)
    team_settings.save(update_fields=list(changes))
