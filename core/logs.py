"""Log lines without what people wrote: Postgres quotes the row it refuses, and a review's words are for its readers."""

import logging
import re

QUOTED = re.compile(r"(DETAIL|LINE \d+|CONTEXT|invalid input (?:syntax|value)[^:\n]*):.*?(?=\\n|\n|$)")


class LineFormatter(logging.Formatter):
    """Drops from any line, traceback or quoted error the parts in which the database repeats values."""

    def format(self, record):
        return QUOTED.sub(r"\1: left out", super().format(record))
