import pytest

from casereview.context import navigation


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", "My week"),
        ("/reviews/7/", "Reviews"),
        ("/customers/3/", "Cases"),
        ("/pools/a/", "Draws"),
        ("/teams/", "People"),
    ],
)
def test_navigation_marks_the_one_item_that_an_address_belongs_to(path, label):
    assert [item.label for item in navigation(path) if item.current] == [label]


def test_navigation_of_an_address_without_an_item_marks_none():
    assert not any(item.current for item in navigation("/me/"))
