from hashlib import sha256, shake_256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairing.engine.rng import Rng, commitment_of, salt_digest
from pairing.tests.engine.worlds import is_uniform


@given(st.lists(st.integers(1, 200), max_size=30))
def test_chance_bits_are_the_bytes_of_shake_256(sizes):
    rng = Rng("pairing/v1", "seed", 3)
    taken = b"".join(rng.bits(8 * size).to_bytes(size) for size in sizes)
    assert taken == shake_256(b"pairing/v1|seed|3").digest(len(taken))


def test_chance_words_are_bits_of_32():
    one = Rng("a")
    other = Rng("a")
    assert list(one.words(50)) == [other.bits(32) for _ in range(50)]


@pytest.mark.parametrize("limit", [1, 2, 7, 31, 256, 257])
def test_chance_below_is_uniform(limit):
    rng = Rng("uniform", limit)
    counts = [0] * limit
    for _ in range(40 * limit):
        counts[rng.below(limit)] += 1
    assert limit == 1 or is_uniform(counts)


@given(st.integers(1, 10**40))
def test_chance_below_stays_below(limit):
    assert 0 <= Rng(limit).below(limit) < limit


def test_commitment_binds_seed_and_salt_and_shows_neither():
    digest = sha256(b"02").hexdigest()
    assert salt_digest("02") == digest
    assert commitment_of("01", "02") == sha256(f"01:{digest}".encode()).hexdigest()
    assert len({commitment_of(seed, salt) for seed in ("01", "02") for salt in ("01", "02")}) == 4
