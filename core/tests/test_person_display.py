import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.person_display import first_name, initials, label_people, name_from_address, tone
from people.models import User


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Hana Kim", "HK"),
        ("Ana", "A"),
        ("Ludwig van der Berg", "LB"),
        ("lars nygård", "LN"),
        ("🦊 Fox 🎉", "F"),
        ("🎉 🎉", "🎉"),
        ("شيرين علي", "شع"),
        ("(Dee) 'Okafor'", "DO"),
        ("ß Straße", "SS"),
        ("  ", "?"),
        ("", "?"),
    ],
)
def test_initials_of_a_name(name, letters):
    assert initials(name) == letters


@given(st.text())
def test_initials_of_any_text_are_one_or_two_letters(name):
    assert 1 <= len(initials(name)) <= 2


@given(st.integers() | st.text())
def test_tone_of_any_key_is_one_of_six_and_stays(key):
    assert tone(key) == tone(key) in range(1, 7)


FIRST = {
    "Hana Kim": "Hana",
    "Ana": "Ana",
    "": "",
    "M Okafor": "M Okafor",
    "J. Doe": "J. Doe",
    "李 明": "李",
}


@pytest.mark.parametrize(("name", "first"), FIRST.items())
def test_first_name_is_the_first_word_unless_that_is_an_initial(name, first):
    assert first_name(name) == first


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("zoe.hart@acme.example", "Zoe Hart"),
        ("mcKenna_o-neill+qa@acme.example", "McKenna O Neill"),
        ("jo.42@acme.example", "Jo"),
        ("4711@acme.example", ""),
        ("", ""),
    ],
)
def test_name_from_address_is_what_people_would_guess(email, name):
    assert name_from_address(email) == name


def test_label_of_people_marks_those_whose_names_look_the_same():
    people = [
        User(pk=pk, name=name, email=f"{email}@support.example")
        for pk, name, email in [
            (1, "Ana Silva", "ana"),
            (2, "ana Silva", "ana.2"),
            (3, "Bo Berg", "bo"),
        ]
    ]
    assert label_people(people) == {
        1: "Ana Silva (ana)",
        2: "ana Silva (ana.2)",
        3: "Bo Berg",
    }
