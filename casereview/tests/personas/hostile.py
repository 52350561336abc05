"""Hostile values and bodies that probe a program's limits."""

from urllib.parse import quote_from_bytes

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
VALUES = (
    *(
        "",
        " ",
        "\0",
        "a\0b",
        "\ud800",
        "a\udfffb",
        "\r\n\r\n",
        "\x1b[2J",
        "\ufeff",
        "\u202egnp.exe",
        "\u2028",
        "\x7f",
    ),
    *(
        "🦊" * 50,
        "👩‍👩‍👧‍👧",
        "مرحبا بالعالم",
        "é" * 300,
        "Z̷̢a̴l̵g̶o" * 20,
        "ﷺ" * 40,
        "İ",
        "ß",
        "ǆ",
        "٣",
        "²",
        "½",
    ),
    *(
        "0",
        "-1",
        "1.5",
        "1e309",
        "NaN",
        "Infinity",
        str(2**31),
        str(2**63 - 1),
        str(2**63),
        str(2**64),
        "9" * 5000,
    ),
    *("-0", "0x10", "1_000", " 1 ", "+1", "०१", "1,000", "00000001", "1e5", "--1", "0.1" * 20),
    *(
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
        "2026-W48",
        "10000-01-01",
        "-2026-01-01",
        "2026-11-22",
    ),
    *("00:00", "24:00", "23:59:60", "2026-11-22T25:00", "9999-12-31T23:59:59Z", "12:00+99:99"),
    *(
        "true",
        "None",
        "null",
        "undefined",
        "[]",
        "{}",
        '{"a":',
        "[" * 2000,
        '{"a": NaN}',
        '"\\ud800"',
        "on",
    ),
    *(
        "'; DROP TABLE people_user; --",
        '"><script>alert(1)</script>',
        "{{ 7*7 }}",
        "${7*7}",
        "%s%n%d",
        "%00",
        "\\",
    ),
    *(
        "../../etc/passwd",
        "file:///etc/passwd",
        "//evil.example",
        "javascript:alert(1)",
        "http://[::1",
        "data:,x",
    ),
    *(
        "a@b",
        "a@" + "b" * 300 + ".example",
        "A@X.EXAMPLE",
        "a@x.example\nBcc: b@x.example",
        "=1+1",
        "@SUM(A1)",
    ),
    *(
        "Europe/Berlin",
        "../UTC",
        "UTC\0",
        "Etc/GMT+25",
        "xx",
        "de",
        "ff" * 32,
        "g" * 64,
        "x" * 255,
        "x" * 256,
        "x" * 10_001,
    ),
    *(
        "**" * 500,
        "[a](" * 300,
        "> " * 400,
        "`" * 999,
        "|" * 300,
        "- " * 300,
        "#" * 50,
        "![](x)" * 100,
        "<!--" * 50,
    ),
)
LARGE = ("x" * 1_000_000, "🦊" * 250_000, "a\n" * 400_000, "\0" * 500_000, "[" * 300_000)
NAMES = (
    "id",
    "pk",
    "user",
    "by",
    "state",
    "is_superuser",
    "next",
    "_method",
    "csrfmiddlewaretoken",
    "a" * 3000,
    "\0",
    "",
)
FILES = (
    *(
        ("x.csv", b""),
        ("x.csv", PNG),
        ("x.zip", b"PK\x03\x04" + bytes(99)),
        ("a\0b.csv", b"id\n1"),
        ("../x.csv", b"\xff\xfe"),
    ),
    *(
        ("x" * 300, b"id,subject\n1,2"),
        ("🦊.csv", b"\0" * 5000),
        ("x.csv", b'"' * 5000),
        ("x.csv", b"id;" * 5000),
    ),
)


def changed(form, chance, ids):
    """The pairs of `form` with one to three things amiss, and now and then with all of them."""
    pairs = [(name, value) for name, value in form.fields]
    pairs += [
        (name, chance.choice(found))
        for name, found in form.choices.items()
        if found and chance.random() < 0.6
    ]
    for _ in range(chance.choice((1, 1, 2, 3, len(pairs)))):
        worsen(pairs, form, chance, ids)
    return pairs


def worsen(pairs, form, chance, ids):
    """One more fault: another value, a missing, doubled or renamed field, a foreign id."""
    what = chance.random()
    at = chance.randrange(len(pairs)) if pairs else None
    if at is None or what < 0.06:
        pairs.append((chance.choice((*NAMES, *form.choices, *form.files)), value_of(chance)))
    elif what < 0.12:
        del pairs[at]
    elif what < 0.18:
        pairs.append((pairs[at][0], value_of(chance)))
    elif what < 0.22:
        pairs[at] = (pairs[at][0] + chance.choice(("[]", "[0]", ".x", "_id", "-0")), pairs[at][1])
    elif what < 0.34:
        pairs[at] = (pairs[at][0], str(chance.choice(ids)))
    elif what < 0.4:
        pairs[at] = (pairs[at][0], pairs[at][1] + value_of(chance))
    else:
        pairs[at] = (pairs[at][0], value_of(chance))


def value_of(chance):
    return chance.choice(LARGE) if chance.random() < 0.01 else chance.choice(VALUES)


def body_of(pairs, files, multipart, chance):
    """The bytes of a request, and its content type, that no browser would send."""
    kind = chance.random()
    if kind < 0.01:
        return b'{"a": [' * 50, "application/json"
    if kind < 0.02:
        return b"--x\r\nContent-Disposition: form-data", "multipart/form-data; boundary=x"
    raw = [
        (name.encode("utf-8", "surrogatepass"), value.encode("utf-8", "surrogatepass"))
        for name, value in pairs
    ]
    if not (multipart or files or kind < 0.1):
        body = "&".join(
            f"{quote_from_bytes(name)}={quote_from_bytes(value)}" for name, value in raw
        )
        return body.encode(), "application/x-www-form-urlencoded"
    parts = [
        b'--xYx\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (plain(name), value)
        for name, value in raw
    ]
    head = (
        b'--xYx\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\n'
        b"Content-Type: text/csv\r\n\r\n%s\r\n"
    )
    parts += [
        head % (plain(name.encode()), plain(file.encode()), content)
        for name, (file, content) in files
    ]
    return b"".join(parts) + b"--xYx--\r\n", "multipart/form-data; boundary=xYx"


def plain(name):
    return name.replace(b'"', b"").replace(b"\r", b"").replace(b"\n", b"")
