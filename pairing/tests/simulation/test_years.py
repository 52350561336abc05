from pairing.engine.rng import Rng
from pairing.simulation.years import TURNOVER, Setting, year


def weeks(people=13, number=52, away=0.1, seed=1):
    return list(year(Setting(people, number, away), Rng("test", seed)))


def test_year_of_one_seed_is_always_the_same():
    assert weeks() == weeks()
    assert weeks() != weeks(seed=2)


def test_year_with_nobody_away_keeps_everybody_and_excludes_nobody():
    assert {(week.present, week.hard) for week in weeks(away=0)} == {
        (tuple(range(13)), frozenset())
    }


def test_year_with_leave_has_the_share_away_and_a_joiner_every_four_weeks():
    every = weeks()
    there = sum(len(week.present) for week in every) / (13 * 52)
    assert 0.86 < there < 0.94
    joiners = {one for week in every for one in week.present if one >= 13}
    assert len(joiners) == 52 // TURNOVER


def test_year_excludes_pairs_both_ways():
    for week in weeks():
        assert {(b, a) for a, b in week.hard} == week.hard
        assert len(week.hard) >= 2 * (13 // 5)
