"""How much one import may take, whatever its format."""

from dataclasses import dataclass

from cases.importing.rows import UnreadableExport

MEGABYTE = 1024 * 1024
CHUNK = MEGABYTE
RECORDS_A_ROW = 20  # messages and people for each case
BYTES_A_VALUE = 10  # on average; exports take about 30, but some tables are mostly empty cells
SEPARATORS = (b"\n", b"\r", b";", b"\t", b"|")


@dataclass(frozen=True)
class Limits:
    """`rows` are cases, `megabytes` what all files have unpacked, `memory_mb` what reading takes.

    `advice` ends the sentence about a file that is larger.
    """

    rows: int
    megabytes: int
    files: int
    memory_mb: int
    seconds: int
    advice: str

    @property
    def size(self):
        """Bytes of all files, unpacked."""
        return self.megabytes * MEGABYTE

    @property
    def memory(self):
        """Bytes."""
        return self.memory_mb * MEGABYTE

    @property
    def records(self):
        """Cases, messages, people and customers together."""
        return self.rows * RECORDS_A_ROW

    @property
    def values(self):
        """Cells of tables and values of JSON: a small file may hold enough to fill any memory."""
        return self.size // BYTES_A_VALUE

    def check_records(self, count):
        if count > self.records:
            self.refuse(f"{self.records:,} records")

    def refuse(self, what):
        raise UnreadableExport(f"The export has more than {what}: {self.advice}.")


def check_content(paths, limits):
    """Raises UnreadableExport if the files together are larger than `limits`, before any is parsed.

    Reads them in pieces, so that this takes no memory itself.
    """
    if len(paths) > limits.files:
        limits.refuse(f"{limits.files:,} files")
    size = 0
    values = 0
    for path in paths:
        with path.open("rb") as content:
            while chunk := content.read(CHUNK):
                size += len(chunk)
                values += count_values(chunk)
                if size > limits.size:
                    limits.refuse(f"{limits.megabytes:,} MB")
                if values > limits.values:
                    limits.refuse(f"{limits.values:,} cells or values")


def count_values(chunk):
    """At least as many as the lines, the cells under any separator, and the values of JSON."""
    in_json = len(chunk) - len(chunk.translate(None, b",[{"))
    return max(in_json, *(chunk.count(separator) for separator in SEPARATORS))


def check_export(export, limits):
    """Raises UnreadableExport if `export` has more rows than it may."""
    if export.rows > limits.rows:
        limits.refuse(f"{limits.rows:,} cases")
    limits.check_records(len(export.comments) + len(export.people) + len(export.customers))
