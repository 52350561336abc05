"""Uploaded files: a CSV, or a zip of a Zendesk export."""

from cases.importing.csv_file import check_csv_start, parse_csv
from cases.importing.zip_file import is_zip, read_zip

ROWS = 30_000  # larger files are imported by the command


def check_upload(start):
    """Raises UnreadableExport if a file that begins with `start` is plainly neither."""
    if not is_zip(start):
        check_csv_start(start)


def read_upload(data, fields=None, most=ROWS):
    """The export in the bytes of a file and the name of its format. Raises UnreadableExport.

    `fields` are the ids of Zendesk's custom fields, see `zendesk.FIELDS`.
    """
    if is_zip(data):
        return read_zip(data, fields, most)
    return parse_csv(data, most), "csv"
