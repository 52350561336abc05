import pytest

from core.shared_queries import share_queries, shared_query


@pytest.fixture
def counted():
    calls = []

    @shared_query
    def query(value):
        calls.append(value)
        return [value]

    query.calls = calls
    return query


def test_query_with_the_same_arguments_runs_once_a_page(counted):
    with share_queries():
        assert counted(1) is counted(1)
        counted(2)
    assert counted.calls == [1, 2]


def test_query_outside_of_a_page_runs_each_time(counted):
    with share_queries():
        counted(1)
    counted(1)
    counted(1)
    assert counted.calls == [1, 1, 1]
