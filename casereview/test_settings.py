"""The real settings, minus the few things that only slow tests down."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("BASE_URL", "http://localhost")

from casereview.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "core.static_files.PlainFilesStorage"},
    "files": {"BACKEND": "files.storage.DatabaseStorage"},
}
WHITENOISE_AUTOREFRESH = (
    True  # or every test client reads the whole folder of collected files again
)
WHITENOISE_USE_FINDERS = True  # from where they are written: a fresh checkout has collected none
