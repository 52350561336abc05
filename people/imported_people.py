"""Clean the people found by an import."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from core.person_display import name_from_address
from core.text import one_line, without_invisible
from people.models import Proposal


def seen_people(rows):
    """Rows of (source, external id, name, e-mail) as {(source, external id): {"name", "email"}}.

    The last row of a key counts, and rows without an id are dropped. Control and invisible
    characters are removed and texts cut to their columns. An invalid e-mail address becomes empty.
    Without a name, or with the address as the name, the name is guessed from the address, or else
    the id.
    """
    people = {}
    for source, external_id, name, email in rows:
        key = _one_line(source, "source"), _one_line(external_id, "external_id")
        if all(key):
            email = _address(email)
            name = _one_line(name, "name")
            if not name or "@" in name:
                name = _one_line(name_from_address(email or name), "name") or key[1][:120]
            people[key] = {"name": name, "email": email}
    return people


def _one_line(text, field):
    return one_line(without_invisible(str(text or "")))[
        : Proposal._meta.get_field(field).max_length
    ].rstrip()


def _address(text):
    email = str(text or "").strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email if len(email) <= Proposal._meta.get_field("email").max_length else ""
