"""Readers of helpdesk exports: a file or folder in, plain rows out. No Django, no database."""

FORMATS = ("csv", "zendesk")
