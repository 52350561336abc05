"""What Slack's refusals mean, and how an admin fixes them."""

WORKSPACE = "*"  # the address that stands for all of Slack
WEBHOOK = "webhook"

PASSING = {
    "accesslimited",
    "fatal_error",
    "internal_error",
    "rate_limited",
    "ratelimited",
    "request_timeout",
    "rollup_error",
    "service_unavailable",
    "team_added_to_org",
}
OF_WORKSPACE = {
    "access_denied",
    "account_inactive",
    "ekm_access_denied",
    "enterprise_is_restricted",
    "invalid_auth",
    "missing_scope",
    "not_allowed_token_type",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
    "two_factor_setup_required",
}
OF_MESSAGE = {
    "attachment_payload_limit_exceeded",
    "invalid_arguments",
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_json",
    "message_limit_exceeded",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "restricted_action_thread_locked",
    "too_many_attachments",
}
REMEDIES = {
    "account_inactive": (
        "The bot was removed from the workspace: install the app again and set the new token."
    ),
    "action_prohibited": "A workspace admin does not allow this webhook to post: ask them.",
    "channel_is_archived": "The channel is archived: unarchive it, or choose another one.",
    "channel_not_found": (
        "There is no such channel, or it is private and the bot is not in it: invite the bot."
    ),
    "invalid_auth": "The token is wrong: copy it again from the app's page “OAuth & Permissions”.",
    "invalid_payload": "The webhook rejected the message: create a new one for the channel.",
    "invalid_token": "The webhook is no longer valid: create a new one.",
    "is_archived": "The channel is archived: unarchive it, or choose another one.",
    "missing_scope": "The bot may not post: add the scope chat:write and install the app again.",
    "no_active_hooks": "The webhook was disabled: create a new one.",
    "no_service": "The webhook was removed or disabled: create a new one.",
    "no_team": "The webhook's workspace no longer exists.",
    "not_authed": "No token was sent: set SLACK_BOT_TOKEN.",
    "not_in_channel": "The bot is not in the channel: invite it there.",
    "posting_to_general_channel_denied": (
        "Only some people may post in this channel: choose another one."
    ),
    "team_disabled": "The workspace is disabled.",
    "token_expired": "The token has expired: install the app again and set the new token.",
    "token_revoked": "The token was revoked: install the app again and set the new token.",
    "user_disabled": "This person's Slack account is disabled.",
    "user_not_found": "Nobody has this member ID: correct it on the person's profile.",
}


def what_to_do(reason):
    return REMEDIES.get(reason, "See Slack's documentation for the meaning of the code.")
