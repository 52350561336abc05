"""Secrets of a draw. The engine is pure, so chance enters here, and only here."""

import secrets

SEED_BYTES = 32
SALT_BYTES = 16


def new_seed():
    return secrets.token_hex(SEED_BYTES)


def new_salt():
    return secrets.token_hex(SALT_BYTES)
