"""Return what people typed when a form cannot be accepted.

The text travels between browser and server only; nothing is stored.
"""

from dataclasses import dataclass

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError

MAX_CHARACTERS = 200_000  # of a whole form; a longer page helps nobody
CSRF_FIELD = "csrfmiddlewaretoken"
BASE_PREFIX = "base_"  # of hidden fields with what the page read, not what was typed
MIN_TEXT_LENGTH = 24


@dataclass(frozen=True, slots=True)
class PostedField:
    name: str
    value: str

    @property
    def is_text(self):
        """Probably typed by a person: several words, or one long one."""
        if self.name.startswith(BASE_PREFIX):
            return False
        return len(self.value) >= MIN_TEXT_LENGTH or len(self.value.split()) > 1


def posted_fields(request):
    """The posted fields, to send again; none if the form is too long or has files or passwords."""
    return _recoverable(request.POST, request.FILES)


def typed_text(request):
    """What a person typed, to copy from an error page.

    Uses only what was parsed before: an error page must not fail on the same broken body again.
    """
    parsed = vars(request)
    fields = _recoverable(parsed.get("_post") or {}, parsed.get("_files"))
    return [field for field in fields if field.is_text]


def read_typed_text(request):
    """As `typed_text`, but parse the body first: for errors before the view, as in the session."""
    try:
        posted_fields(request)
    except (BadRequest, SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return []
    return typed_text(request)


def _recoverable(posted, files):
    fields = [
        PostedField(name, value)
        for name in posted
        if name != CSRF_FIELD
        for value in posted.getlist(name)
    ]
    characters = sum(len(field.name) + len(field.value) for field in fields)
    has_password = any("password" in field.name for field in fields)
    if characters > MAX_CHARACTERS or files or has_password:
        return []
    return fields
