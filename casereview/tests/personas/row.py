"""One line of the matrix: an address, an object, and what each persona gets for GET and for POST.

Expectations read like sentences: `only(200, "reviewer", "owner")` is 200 for these two, 404 for
everybody else who is signed in, and a redirect to sign-in for the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass

ENGINEERS = ("reviewer", "owner", "teammate", "stranger")
MANAGERS = ("manager", "other_manager")
SIGNED_IN = (*ENGINEERS, *MANAGERS, "lead", "major_issue_manager", "coordinator", "superuser")
PERSONAS = ("anonymous", *SIGNED_IN)
RUN_THE_PROGRAMME = ("coordinator", "superuser")
SIGN_IN = 302


def only(status, *allowed, others=404, anonymous=SIGN_IN):
    """`status` for those `allowed`, `others` for everybody else signed in."""
    return {name: status if name in allowed else others for name in SIGNED_IN} | {
        "anonymous": anonymous
    }


def staff(status):
    """The same for everybody signed in."""
    return only(status, *SIGNED_IN)


def anybody(status):
    """The same for all, signed in or not."""
    return dict.fromkeys(PERSONAS, status)


NOT_THAT_WAY = anybody(405)


def nothing(world):
    return {}


@dataclass(frozen=True)
class Row:
    """`kwargs` and `data` are made from the world; `about` says which object of several it is."""

    name: str
    get: dict[str, int]
    post: dict[str, int] = None
    kwargs: Callable = nothing
    data: Callable = nothing
    about: str = ""

    def __post_init__(self):
        if self.post is None:
            object.__setattr__(self, "post", NOT_THAT_WAY)

    def __str__(self):
        return f"{self.name} ({self.about})" if self.about else self.name
