"""After a restore: prints digests of all tables, then what some pages answer."""

import json
import sys
from io import StringIO

import django

PAGES = {
    "hana.kim": ("/", "/reviews/", "/cases/", "/draws/?page=1", "/inbox/", "/me/", "review"),
    "pia.keller": ("/", "/people/", "/pools/", "/rubrics/", "/cases/import/"),
}


def main(words):
    from casereview.tests.personas.requests import hashes

    said = {"tables": hashes()}
    if words == ["--pages"]:
        said |= {"pages": dict(pages()), "draw": verdict()}
    print(json.dumps(said))


def pages():
    from django.conf import settings
    from django.test import Client

    from people.models import User
    from reviews.models import Review

    for login, paths in PAGES.items():
        client = Client(SERVER_NAME="localhost")
        user = User.objects.get(email=f"{login}@support.example")
        client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
        received = Review.objects.visible_to(user).filter(owner=user).first()
        for path in paths:
            yield (
                f"{login} {path}",
                client.get(f"/reviews/{received.pk}/" if path == "review" else path).status_code,
            )


def verdict():
    """Whether the newest draw still comes out of its seed and its frozen inputs."""
    from django.core.management import call_command

    from pairing.models import Draw

    said = StringIO()
    call_command("verify_draw", Draw.objects.latest("drawn_at").pk, json=True, stdout=said)
    return json.loads(said.getvalue())["same"]


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
