"""Dates as helpdesks and spreadsheets write them."""

import re
from datetime import UTC, date, datetime, timedelta

NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})[./-](\d{1,4})(?:[,T\s]+(.+))?")
NAMED = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%d-%b-%Y", "%d-%b-%y")
NAMED += ("%d/%b/%y", "%d/%b/%Y")
# The names that RFC 5322 gives a meaning, and those of central Europe. Others mean several zones.
ZONES = {"UTC": "+00:00", "GMT": "+00:00", "Z": "+00:00", "CET": "+01:00", "CEST": "+02:00"}
ZONES |= {"EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00"}
ZONES |= {"MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00"}
ZONE = re.compile(rf"(?<=[\d\sMm])\s*({'|'.join(ZONES)})$")
# Spreadsheets count days since this one; the range keeps other numbers from being dates.
SERIAL_START = datetime(1899, 12, 30, tzinfo=UTC)
SERIALS = range(30_000, 60_000)
# The years 1 and 9999 stand for "none", and break in other time zones.
PLAUSIBLE = range(1970, 2200)
TIMES = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%H:%M:%S.%f", "%H:%M:%S %z", "%H:%M %z")
TIMES += ("%I:%M:%S %p %z", "%I:%M %p %z")


def read_datetime(text, *, day_first=True):
    """An aware UTC datetime, or ValueError.

    A time without a zone is UTC; a date without a time is its midnight. Accepts ISO 8601 in every
    form, seconds or milliseconds since 1970, 20.11.2026, 20/11/2026 or 11/20/2026 (by `day_first`),
    20 Nov 2026, 20/Nov/26 and Nov 20, 2026; each with a 12 or 24 hour time, and with an offset or
    one of ZONES; and the days that a spreadsheet counts (46346.375).
    """
    text = " ".join(text.split())
    if ":" in text:
        text = ZONE.sub(lambda match: ZONES[match[1]], text)
    try:
        time = in_utc(read_any(text, day_first))
    except (OverflowError, OSError) as error:
        raise ValueError(text) from error
    if time.year not in PLAUSIBLE:
        raise ValueError(text)
    return time


def read_date(text):
    """A plain date, or ValueError."""
    return read_datetime(text).date() if text else None


def read_any(text, day_first):
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text) and int(text[:5]) in SERIALS:
        return SERIAL_START + timedelta(seconds=round(float(text) * 86_400))
    try:
        return datetime.fromisoformat(re.sub(r" ([+-]\d\d:?\d\d)$", r"\1", text))
    except ValueError:
        numeric = NUMERIC.fullmatch(text)
        return read_numeric(numeric, day_first) if numeric else read_named(text)


def read_numeric(match, day_first):
    first, separator, second, third, time = match.groups()
    if len(first) == 4:
        year = first
        month = second
        day = third
    elif day_first or separator == ".":
        day = first
        month = second
        year = third
    else:
        month = first
        day = second
        year = third
    if len(year) not in (2, 4) or len(day) > 2:
        raise ValueError(match.string)
    full = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    return datetime.combine(full, read_time(time) if time else datetime.min.time())


def read_time(text):
    text = re.sub(r"\s*([+-]\d\d:?\d\d)$", r" \1", text)
    text = re.sub(r"(\d)\s*([AaPp])\.?[Mm]\.?(?=$| [+-])", r"\1 \2m", text)
    return first_that_fits(text, TIMES).timetz()


def read_named(text):
    """Dates with the month's name, after an optional weekday."""
    text = re.sub(r"^[A-Za-z]{3,9},\s*", "", text).replace(",", " ").replace(" at ", " ")
    words = " ".join(text.split())
    for cut in (3, 1):
        head = " ".join(words.split(" ")[:cut])
        tail = " ".join(words.split(" ")[cut:])
        try:
            day = first_that_fits(head, NAMED)
        except ValueError:
            continue
        return datetime.combine(day.date(), read_time(tail)) if tail else day
    raise ValueError(text)


def first_that_fits(text, formats):
    for form in formats:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007  the zone is settled in in_utc
        except ValueError:
            continue
    raise ValueError(text)


def in_utc(time):
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def guess_day_first(texts):
    """Whether 03/04/2026 is the third of April in this file; None if the file does not say."""
    firsts = 0
    seconds = 0
    for text in texts:
        match = NUMERIC.fullmatch(text.strip())
        if match and match[2] != "." and len(match[1]) <= 2:
            firsts = max(firsts, int(match[1]))
            seconds = max(seconds, int(match[3]))
    if not firsts:
        return True
    if firsts > 12 or seconds > 12:
        return firsts > 12
    return None
