"""Prepare the database and static files. `make run` calls it at every start."""

import hashlib
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from people.templatetags.demo import find_demo_people


class Command(BaseCommand):
    help = (
        "Migrates and collects static files; "
        "loads the demo world (DEMO=1) or prints the set-up code."
    )
    requires_system_checks = []  # migrate runs them

    def handle(self, **options):
        call_command("migrate", interactive=False, verbosity=0)
        collect_static()
        if settings.DEMO:
            call_command("demo", if_empty=True, stdout=StringIO())
            self.stdout.writelines(sign_ins())
        else:
            call_command("setup_code", stdout=self.stdout)


def sign_ins():
    """One line per demo person you can sign in as; empty without demo data."""
    lines = [f"  {demo['person'].name:<14} {demo['blurb']}\n" for demo in find_demo_people()]
    return (
        ["On the sign-in page, sign in as any of these with one click, no password:\n", *lines]
        if lines
        else []
    )


def collect_static():
    """Collect static files only if one is new or changed: it compresses all and takes seconds."""
    seen = fingerprint()
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text() == seen:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(seen)


def fingerprint():
    """A digest of name, size and time of every file that `collectstatic` would find."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
