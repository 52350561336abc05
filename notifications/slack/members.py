"""Find a person in the Slack workspace."""

import logging

from slack_sdk.errors import SlackApiError

from notifications.slack.sending import client

log = logging.getLogger(__name__)
HOW = "In Slack choose your picture, “Profile”, then ⋮ and “Copy member ID”, and paste it here."
SENTENCES = {
    "users_not_found": f"Nobody in Slack has your e-mail address. {HOW}",
    "missing_scope": f"The bot is not allowed to look people up. {HOW}",
}
NO_ANSWER = f"Slack did not answer. Try again in a minute, or: {HOW[0].lower()}{HOW[1:]}"


def find_member(email):
    """Look up a Slack member ID by e-mail; returns (id, error), one of them empty."""
    try:
        return client().users_lookupByEmail(email=email)["user"]["id"], ""
    except SlackApiError as error:
        return "", SENTENCES.get(error.response.get("error"), NO_ANSWER)
    except OSError as error:
        log.warning("looking up a member failed: %s", type(error).__name__)
        return "", NO_ANSWER
