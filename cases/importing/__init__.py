"""Readers of helpdesk exports: a file or folder in, plain rows out. No Django, no database."""

from pathlib import Path

from cases.importing.csv_file import read_csv
from cases.importing.rows import UnreadableExport
from cases.importing.zendesk import read_zendesk

FORMATS = ("csv", "zendesk")


def read_export(path, form="", fields=None):
    """The export at `path` and the name of its format.

    A folder is a Zendesk export and a file a CSV, unless `form` says otherwise. `fields` are the
    ids of Zendesk's custom fields, see `zendesk.FIELDS`. Raises UnreadableExport.
    """
    path = Path(path)
    try:
        is_there = path.exists()
    except OSError as error:
        raise UnreadableExport(f"{path} cannot be read: {error.strerror}.") from error
    if not is_there:
        raise UnreadableExport(f"There is no {path}.")
    form = form or ("zendesk" if path.is_dir() else "csv")
    if form == "zendesk" and not path.is_dir():
        raise UnreadableExport(f"{path} is not a folder; a Zendesk export is one.")
    if form == "csv" and path.is_dir():
        raise UnreadableExport(f"{path} is a folder; a CSV is a file.")
    return (read_csv(path) if form == "csv" else read_zendesk(path, fields)), form
