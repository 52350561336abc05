import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.actions import import_cases
from cases.importing import FORMATS
from cases.importing.rows import UnreadableExport
from people.models import User

SHOWN = 20


class Command(BaseCommand):
    help = "Imports cases from a Zendesk export (folder, zip or JSON) or a CSV. Safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("path")
        parser.add_argument(
            "--format",
            choices=FORMATS,
            default="",
            help="default: judged by the content",
        )
        parser.add_argument(
            "--source", default="", help="name of the helpdesk; default: the format"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would happen, but change nothing"
        )
        parser.add_argument("--json", action="store_true", help="print only one JSON object")

    def handle(self, *, path, format, source, dry_run, **options):
        try:
            summary = import_cases(
                path,
                source=source.strip(),
                format=format,
                dry_run=dry_run,
                by=User.objects.system(),
                now=timezone.now(),
            )
        except UnreadableExport as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(summary.as_dict(), indent=1))
        else:
            self.tell(summary, dry_run)

    def tell(self, summary, dry_run):
        counts = summary.counts() | {
            "rejected": len(summary.rejected),
            "warnings": len(summary.warnings),
        }
        words = ", ".join(f"{name} {number}" for name, number in counts.items())
        self.stdout.write(f"Dry run, nothing saved: {words}" if dry_run else words)
        if summary.proposed:
            self.stdout.write(
                f"{summary.proposed} people are not in Case Review yet: "
                "a coordinator can confirm them under People."
            )
        for title, notes in (("Rejected", summary.rejected), ("Warnings", summary.warnings)):
            if notes:
                self.stdout.write(f"{title}:")
                for note in notes[:SHOWN]:
                    self.stdout.write(f"  {place(note)}{note.reason}{times(note)}")
                if len(notes) > SHOWN:
                    self.stdout.write(f"  and {len(notes) - SHOWN} more; --json lists all")


def place(note):
    """Where a note belongs; one about the whole export has no place."""
    line = f"line {note.line}" if note.line else ""
    case = f"case {note.external_id}" if note.external_id else ""
    words = ", ".join(filter(None, [line, case]))
    return f"{words}: " if words else ""


def times(note):
    return f" ({note.count} times)" if note.count > 1 else ""
