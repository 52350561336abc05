REDACTION = "▇"


def can_import(user):
    """Coordinators, and the SYSTEM user, who runs the command."""
    return user.is_coordinator or user.email == user.SYSTEM_EMAIL


def is_redacted(old, new):
    """Whether `new` is the text `old` with words taken out, and not just another wording.

    Helpdesks replace redacted words with blocks, or empty the text.
    """
    return bool(old) and (not new.strip() or new.count(REDACTION) > old.count(REDACTION))
