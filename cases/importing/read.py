"""Read the export at a path, whatever it is. Called in a process of its own, see `isolated`."""

from pathlib import Path

from cases.importing.csv_file import parse_csv
from cases.importing.file_types import SAMPLE, is_json, is_zip
from cases.importing.json_files import kind_of
from cases.importing.read_limits import check_content, check_export
from cases.importing.rows import UnreadableExport
from cases.importing.zendesk import read_zendesk
from cases.importing.zip_file import unpack_zip

TICKETS = "tickets.json"


def read_export(path, form="", fields=None, *, limits, workspace):
    """The export at `path` and the name of its format.

    A folder is a Zendesk export, and a file a CSV, a page of tickets, or a zip of an export, unless
    `form` says otherwise. `fields` are the ids of Zendesk's custom fields, see `zendesk.FIELDS`. A
    zip is unpacked into the empty folder `workspace`. Raises UnreadableExport.
    """
    path = Path(path)
    try:
        export, actual = _read(path, form, fields, limits, Path(workspace))
    except OSError as error:
        raise UnreadableExport(f"{path.name} cannot be read: {error.strerror}.") from error
    check_export(export, limits)
    return export, actual


def _read(path, form, fields, limits, workspace):
    if not path.exists():
        raise UnreadableExport(f"There is no {path}.")
    if path.is_dir():
        _refuse_other(form, "zendesk", f"{path} is a folder; a CSV is a file.")
        return _read_folder(path, fields, limits)
    with path.open("rb") as content:
        start = content.read(SAMPLE)
    if is_zip(start):
        return _read_zip(path, form, fields, limits, workspace)
    if is_json(start):
        _refuse_other(form, "zendesk", f"{path} is JSON, not a CSV.")
        (workspace / TICKETS).symlink_to(path.absolute())
        return _read_folder(workspace, fields, limits)
    _refuse_other(form, "csv", f"{path} is not a folder, zip or JSON; a Zendesk export is one.")
    return _read_table(path, limits)


def _refuse_other(form, actual, sentence):
    if form not in ("", actual):
        raise UnreadableExport(sentence)


def _read_table(path, limits):
    check_content([path], limits)
    return parse_csv(path.read_bytes(), limits.rows), "csv"


def _read_folder(folder, fields, limits):
    check_content([path for path in folder.iterdir() if kind_of(path.name)], limits)
    return read_zendesk(folder, fields, limits), "zendesk"


def _read_zip(path, form, fields, limits, workspace):
    table, left_out = unpack_zip(path, workspace, limits)
    if table:
        _refuse_other(form, "csv", "The zip contains a CSV, not a Zendesk export.")
        export, actual = _read_table(table, limits)
    else:
        _refuse_other(form, "zendesk", "The zip contains a Zendesk export, not a CSV.")
        export, actual = _read_folder(workspace, fields, limits)
    export.left_out = left_out
    return export, actual
