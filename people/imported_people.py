"""Clean the people found by an import."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from core.text import one_line
from people.models import Proposal


def seen_people(rows):
    """Rows of (source, external id, name, e-mail) as {(source, external id): {"name", "email"}}.

    The last row of a key counts, and rows without an id are dropped. Control characters are removed
    and texts cut to their columns. An invalid e-mail address becomes empty; a missing name becomes
    the address or the id.
    """
    people = {}
    for source, external_id, name, email in rows:
        key = _one_line(source, "source"), _one_line(external_id, "external_id")
        if all(key):
            email = _address(email)
            people[key] = {
                "name": _one_line(name, "name") or _one_line(email or key[1], "name"),
                "email": email,
            }
    return people


def _one_line(text, field):
    return one_line(str(text or ""))[: Proposal._meta.get_field(field).max_length].rstrip()


def _address(text):
    email = str(text or "").strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email if len(email) <= Proposal._meta.get_field("email").max_length else ""
