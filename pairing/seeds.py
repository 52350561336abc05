"""The secrets of a draw. The engine is pure, so all randomness starts here."""

import secrets

SEED_BYTES = 32
SALT_BYTES = 16


def new_seed():
    return secrets.token_hex(SEED_BYTES)


def new_salt():
    return secrets.token_hex(SALT_BYTES)
