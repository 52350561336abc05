from django.db import models


class Channel(models.TextChoices):
    INBOX = "inbox", "Inbox"
    MAIL = "mail", "E-mail"


class MailSwitch(models.TextChoices):
    AT_ONCE = "at_once", "At once"
    DAILY = "daily", "Once a day"
    OFF = "off", "Off"
