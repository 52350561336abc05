from datetime import date

from django.core.management.base import CommandError


def iso_date(text):
    """The date of an option. Raises `CommandError`: exit code 1, as for other errors."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text} is not a date like 2026-11-16.") from error
