"""Random numbers that anyone can recompute, in any language: bytes of SHAKE-256, integers by
rejection.

Python's own `random` promises the same results across versions for `random()` only, not for
shuffles or ranges.
"""

from hashlib import sha256, shake_256
from struct import unpack


class Rng:
    """A stream of fair integers that depends only on the words it was made from."""

    def __init__(self, *words: str | int):
        self._source = shake_256("|".join(str(word) for word in words).encode())
        self._bytes = b""
        self._place = 0

    def bits(self, count: int) -> int:
        """The next whole bytes of the stream; the lowest `count` bits of them are used."""
        return int.from_bytes(self._take(-(-count // 8))) & ((1 << count) - 1)

    def words(self, count: int) -> tuple[int, ...]:
        """The next `count` integers of 32 bits."""
        return unpack(f">{count}I", self._take(4 * count))

    def below(self, limit: int) -> int:
        """A uniform integer from 0 to `limit` - 1."""
        count = (limit - 1).bit_length()
        number = self.bits(count)
        while number >= limit:
            number = self.bits(count)
        return number

    def _take(self, size: int) -> bytes:
        if self._place + size > len(self._bytes):
            self._bytes = self._source.digest(2 * (self._place + size) + 64)
        self._place += size
        return self._bytes[self._place - size : self._place]


def commitment_of(seed: str, salt: str) -> str:
    """What is published one cycle ahead: SHA-256 over `seed:digest`, both in hex, with the salt's
    SHA-256 as the digest.

    It binds both, so nobody can try out values until they like the draw. A member who gets the seed
    and the digest of the salt can check it, while the salt itself stays with the leads.
    """
    return sha256(f"{seed}:{salt_digest(salt)}".encode()).hexdigest()


def salt_digest(salt: str) -> str:
    return sha256(salt.encode()).hexdigest()
