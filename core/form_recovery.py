"""What somebody typed into a form that cannot be taken now goes back to them, so that no sentence is lost on the way.

It stays between browser and server: nothing is stored.
"""

from dataclasses import dataclass

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError

MOST = 200_000  # characters of a form; beyond it a page with all of it helps nobody
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of a field
SHORT = 24


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    value: str

    @property
    def is_text(self):
        """Typed by a person, as far as one can tell: several words, or a long one."""
        return len(self.value) >= SHORT or len(self.value.split()) > 1


def posted_fields(request):
    """The posted fields, to be sent again; none for files, passwords and what is longer than a page can carry."""
    return _kept(request.POST, request.FILES)


def typed_text(request):
    """What a person typed, to be copied from a page that says why it was not taken.

    Only what was read already: an error's page must not stumble over the same broken body once more.
    """
    read = vars(request)
    return [field for field in _kept(read.get("_post") or {}, read.get("_files")) if field.is_text]


def read_typed_text(request):
    """The same where nothing was read yet, as when the session could not be looked up: the body is read now."""
    try:
        posted_fields(request)
    except (BadRequest, SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return []
    return typed_text(request)


def _kept(posted, files):
    found = [
        Field(name, value) for name in posted for value in posted.getlist(name) if name != TOKEN
    ]
    whole = sum(len(field.name) + len(field.value) for field in found)
    if whole > MOST or files or any("password" in field.name for field in found):
        return []
    return found
