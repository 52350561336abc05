import io
import logging

import pytest


@pytest.fixture
def output(capfd, monkeypatch):
    """All that is logged at DEBUG but SQL, and what is printed."""
    lines = io.StringIO()
    loggers = [logging.getLogger(), logging.getLogger("django")]  # "django" does not propagate
    handler = logging.StreamHandler(lines)
    handler.setFormatter(loggers[1].handlers[0].formatter)
    monkeypatch.setattr(logging.getLogger("django.db.backends"), "level", logging.INFO)
    for logger in loggers:
        monkeypatch.setattr(logger, "level", logging.DEBUG)
        logger.addHandler(handler)

    def read():
        printed = capfd.readouterr()
        return {"log": lines.getvalue(), "stdout": printed.out, "stderr": printed.err}

    yield read
    for logger in loggers:
        logger.removeHandler(handler)
