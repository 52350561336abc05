from hypothesis import given
from hypothesis import strategies as st

from cases.importing.encoding import REPLACEMENT, decode


def test_decode_bad_byte_costs_one_letter():
    text, warnings = decode("Größe der Anhänge: ä\xff ö\n".replace("\xff", "").encode() + b"\xe4!")
    assert text == f"Größe der Anhänge: ä ö\n{REPLACEMENT}!"
    assert [note.as_dict() for note in warnings] == [
        {"line": 2, "id": "", "reason": f"bytes that are not UTF-8 were replaced by {REPLACEMENT}"}
    ]


def test_decode_bad_bytes_are_counted():
    _, warnings = decode("ÄÖÜäöü".encode() + b"\xe4 \xe4")
    assert warnings[0].count == 2


def test_decode_bad_byte_among_plain_letters_is_a_letter_of_windows():
    assert decode(b"Gr\xf6sse")[0] == "Grösse"


def test_decode_half_a_letter_of_utf_16_is_said():
    text, warnings = decode("ab".encode("utf-16") + b"x")
    assert (text, len(warnings)) == (f"ab{REPLACEMENT}", 1)


# In UTF-16 the mark and a NUL behind it are the mark of UTF-32.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(TEXTS, st.sampled_from(["utf-8-sig", "utf-16"]))
def test_decode_gives_back_every_text_with_a_byte_order_mark(text, encoding):
    assert decode(text.encode(encoding)) == (text, [])


@given(st.text(st.characters(min_codepoint=0xA1, max_codepoint=0xFF), min_size=3), st.data())
def test_decode_one_bad_byte_in_utf_8_leaves_all_other_letters(text, data):
    place = data.draw(st.integers(0, len(text)))
    damaged = text[:place].encode() + b"\xff" + text[place:].encode()
    assert decode(damaged)[0] == text[:place] + REPLACEMENT + text[place:]
