"""The real settings, with shorter waits: for the scenarios and for the programs they start."""

import os

os.environ.setdefault("BASE_URL", "http://127.0.0.1")

from casereview.settings import *  # noqa: F403

EMAIL_TIMEOUT = 1
SLACK_TIMEOUT = 1
LOGGING["root"]["level"] = LOGGING["loggers"]["django"]["level"] = LOG_LEVEL  # noqa: F405
