from django.dispatch import Signal

# address (a Slack channel or person, "webhook", or "*" for all of Slack), reason: Slack's own code.
target_refused = Signal()
