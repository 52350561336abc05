from django.db import models


class Channel(models.TextChoices):
    INBOX = "inbox", "Inbox"
    MAIL = "mail", "E-mail"
    SLACK = "slack", "Slack"


class MailSwitch(models.TextChoices):
    AT_ONCE = "at_once", "At once"
    DAILY = "daily", "Once a day"
    OFF = "off", "Off"


class DropReason(models.TextChoices):
    """Why a notice was not sent after all."""

    OVER = "over", "No longer due"
    GONE = "gone", "Its subject was deleted"
    LEFT = "left", "Its recipient has left"
    OFF = "off", "Its recipient has switched this channel off"
    REFUSED = "refused", "Slack refused this channel or person"
    BY_HAND = "by_hand", "An admin dropped it"
