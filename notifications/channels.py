"""Which channels a notice uses and when, by the person's preferences."""

from datetime import timedelta

from core.weeks import local_datetime, today_in
from notifications.models import Preference
from notifications.slack.connection import has_bot, is_connected
from notifications.states import Channel, MailSwitch

MORNING = 8


def preference_of(recipient):
    """The defaults for a person who never chose."""
    return getattr(recipient, "preference", None) or Preference()


def preferences_of(recipients):
    """The preferences of each recipient by id; one query for those fetched without them."""
    unknown = [
        recipient for recipient in recipients if "preference" not in recipient._state.fields_cache
    ]
    rows = Preference.objects.filter(user__in=unknown) if unknown else []
    fetched = {preference.user_id: preference for preference in rows}
    preferences = {}
    for recipient in recipients:
        if recipient in unknown:
            preferences[recipient.pk] = fetched.get(recipient.pk) or Preference()
        else:
            preferences[recipient.pk] = preference_of(recipient)
    return preferences


def channels_for(recipient, kind, preference, *, now):
    """The channels of `kind` that are on for `recipient`, each with its earliest sending time."""
    for channel in kind.channels:
        if is_on(channel, recipient, kind, preference):
            yield (
                channel,
                next_morning(recipient.time_zone, now)
                if is_daily(channel, kind, preference)
                else now,
            )


def is_on(channel, recipient, kind, preference):
    if channel == Channel.SLACK:
        return bool(has_bot() and recipient.slack_id and (preference.slack or kind.essential))
    return channel == Channel.INBOX or kind.essential or preference.mail != MailSwitch.OFF


def is_daily(channel, kind, preference):
    return channel == Channel.MAIL and not kind.essential and preference.mail == MailSwitch.DAILY


def next_morning(zone, now):
    """The first 8 o'clock in `zone` after `now`."""
    today = today_in(zone, now)
    mornings = (local_datetime(today + timedelta(days=ahead), MORNING, zone) for ahead in (0, 1))
    return next(morning for morning in mornings if morning > now)


def without_slack(person, target=""):
    """Why Slack cannot reach `person`, or the channel `target` if there is one; "" if it can."""
    if not is_connected():
        return "Slack is not connected: set SLACK_BOT_TOKEN or SLACK_WEBHOOK_URL."
    if target:
        return ""
    if not has_bot():
        return (
            "A webhook posts to its one channel and cannot message people. "
            "Post the test to the channel."
        )
    return (
        ""
        if person.slack_id
        else "We cannot find you in Slack yet: add your member ID to your profile."
    )
