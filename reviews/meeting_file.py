"""A meeting as a calendar file (RFC 5545). Pure."""

from datetime import UTC, datetime

WIDEST = 75  # bytes of a line
SPECIAL = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar_file(
    *, uid: str, title: str, url: str, starts_at: datetime, ends_at: datetime, changed_at: datetime
) -> str:
    """One event. The same `uid` with a later `changed_at` replaces the event in a calendar."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Case Review//Meetings//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{int(changed_at.timestamp()) % 2**31}",
        f"DTSTAMP:{as_utc(changed_at)}",
        f"DTSTART:{as_utc(starts_at)}",
        f"DTEND:{as_utc(ends_at)}",
        f"SUMMARY:{escaped(title)}",
        f"URL:{url}",
        f"DESCRIPTION:{escaped(url)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def as_utc(time: datetime) -> str:
    return f"{time.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    lines = text.splitlines()
    printable = "\n".join("".join(filter(str.isprintable, line)) for line in lines)
    return printable.translate(SPECIAL)


def folded(line: str) -> str:
    """A long line, continued on the next ones after a space. Never splits a character."""
    parts = [""]
    for char in line:
        if len((parts[-1] + char).encode()) >= WIDEST:
            parts.append("")
        parts[-1] += char
    return "\r\n ".join(parts)
