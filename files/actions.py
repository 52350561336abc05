import hashlib

from django.conf import settings
from django.db import transaction

from audit.actions import record
from core.errors import Refused
from core.text import one_line
from files.content_types import SAMPLE, judge
from files.models import StoredFile
from files.registry import OWNERS


class FileTooLarge(Refused):
    """The file is larger than FILE_SIZE_LIMIT."""


@transaction.atomic
def store_file(content, *, kind, name, keep_until=None, by, now):
    """Keep `content`, a Django file, as a stored file of the registered `kind`.

    `name` is what people call it. Without `keep_until` it stays until it is deleted. The caller has
    checked that `by` may do that. Raises FileTooLarge.
    """
    if kind not in OWNERS:
        raise ValueError(f"no app says who may fetch files of the kind {kind}")
    if content.size > settings.FILE_SIZE_LIMIT:
        limit = settings.FILE_SIZE_LIMIT // 1024**2
        raise FileTooLarge(f"The file is larger than {limit} MB.")
    digest, start = _read_through(content)
    file = StoredFile(
        kind=kind,
        name=one_line(name)[:200] or "file",
        size=content.size,
        digest=digest,
        media_type=judge(start),
        by=by,
        created_at=now,
        keep_until=keep_until,
    )
    file.content.save(file.name, content, save=False)
    file.save()
    record("stored", file, by=by, now=now, kind=kind, size=file.size, digest=digest)
    return file


@transaction.atomic
def delete_files(files, *, by, now):
    """Delete stored files and their content; returns how many. The caller has checked the rule."""
    rows = StoredFile.objects.filter(pk__in=[file.pk for file in files]).order_by("pk")
    files = list(rows.select_for_update(skip_locked=True))
    for file in files:
        record("deleted", file, by=by, now=now, kind=file.kind)
        transaction.on_commit(_delete_content(file), robust=True)
    rows.filter(pk__in=[file.pk for file in files]).delete()
    return len(files)


def _delete_content(file):
    """After the commit, because storages other than the database cannot be rolled back."""
    return lambda: file.content.storage.delete(file.content.name)


def _read_through(content):
    """The SHA-256 of the content in hexadecimal, and its first bytes."""
    digest = hashlib.sha256()
    start = b""
    for chunk in content.chunks():
        start = start or chunk[:SAMPLE]
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest(), start
