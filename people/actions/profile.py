"""Changes that people make to their own profile."""

from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed
from notifications.actions import try_again
from people.errors import StaleReadme
from people.models import User


@transaction.atomic
def change_readme(user, *, text, seen_at, by, now):
    """Save how `user` likes to receive feedback. `seen_at` is the save time of the text on screen.

    Raises `StaleReadme` with both texts if another tab saved a newer one: nothing is overwritten.
    """
    _require(user, by)
    rows = User.objects.filter(pk=user.pk, feedback_readme_at=seen_at)
    if not rows.update(feedback_readme=text, feedback_readme_at=now):
        raise StaleReadme(User.objects.get(pk=user.pk), typed=text)
    record("readme changed", user, by=by, now=now, length=len(text))


@transaction.atomic
def change_profile(user, *, name, time_zone, by, now):
    """Change the name, and the zone in which all times are shown."""
    _require(user, by)
    User.objects.filter(pk=user.pk).update(name=name, time_zone=time_zone)
    record("profile changed", user, by=by, now=now, time_zone=time_zone)


@transaction.atomic
def change_slack_id(user, *, slack_id, by, now):
    """Set the Slack member ID; empty for none. Slack is tried again for an ID that it refused."""
    _require(user, by)
    User.objects.filter(pk=user.pk).update(slack_id=slack_id)
    try_again({user.slack_id, slack_id} - {""}, by=by, now=now)
    record("Slack member changed", user, by=by, now=now, known=bool(slack_id))


@transaction.atomic
def change_theme(user, *, theme, by, now):
    """Save the theme for the next browsers that the person signs in with."""
    _require(user, by)
    User.objects.filter(pk=user.pk).update(theme=theme)
    record("theme changed", user, by=by, now=now, theme=theme)


@transaction.atomic
def change_shortcuts(user, *, single_keys, by, now):
    """Turn shortcuts of a single key on or off."""
    _require(user, by)
    User.objects.filter(pk=user.pk).update(single_keys=single_keys)
    record("shortcuts changed", user, by=by, now=now, single_keys=single_keys)


@transaction.atomic
def change_review_layout(user, *, layout, by, now):
    """Remember whether `user` writes reviews in the form or as a document (a `ReviewLayout`)."""
    _require(user, by)
    User.objects.filter(pk=user.pk).update(review_layout=layout)
    record("review layout changed", user, by=by, now=now, layout=layout)


def _require(user, by):
    if by.pk != user.pk:
        raise NotAllowed("Only you can change your profile.")
