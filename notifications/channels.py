"""By which channel, and from when on, a notice may reach a person: the switches decide."""

from datetime import timedelta

from core.weeks import local_moment, today_in
from notifications.models import Preference
from notifications.states import Channel, MailSwitch

MORNING = 8


def mail_switch(recipient):
    """A person who never chose has the defaults."""
    preference = getattr(recipient, "preference", None)
    return preference.mail if preference else MailSwitch.AT_ONCE


def switches_of(recipients):
    """The mail switch of each recipient by id, in one query."""
    chosen = dict(Preference.objects.filter(user__in=recipients).values_list("user_id", "mail"))
    return {recipient.pk: chosen.get(recipient.pk, MailSwitch.AT_ONCE) for recipient in recipients}


def ways_to(recipient, kind, switch, *, now):
    """The channels of `kind` that are on for `recipient`, each with the moment from which it may go out."""
    for channel in kind.channels:
        if channel != Channel.MAIL or kind.essential or switch == MailSwitch.AT_ONCE:
            yield channel, now
        elif switch == MailSwitch.DAILY:
            yield channel, next_morning(recipient.time_zone, now)


def next_morning(zone, now):
    """The first 8 o'clock in `zone` after `now`."""
    today = today_in(zone, now)
    mornings = (local_moment(today + timedelta(days=ahead), MORNING, zone) for ahead in (0, 1))
    return next(morning for morning in mornings if morning > now)
