from functools import reduce
from operator import or_
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import storages
from django.db import models

from files.registry import OWNERS


def file_storage():
    """The storage that the setting STORAGES names for "files"."""
    return storages["files"]


def content_name(file, name):
    """Where the content is kept: a random name, because names from people are never paths."""
    return f"{file.kind}/{uuid4().hex}"


class StoredFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The files that their apps let `user` fetch; none of an unknown kind."""
        if not user.is_active or not OWNERS:
            return self.none()
        kinds = [visible(user, self.filter(kind=kind)) for kind, visible in OWNERS.items()]
        return reduce(or_, kinds)

    def expired(self, now):
        return self.filter(keep_until__lte=now)


class StoredFile(models.Model):
    """An uploaded or generated file. Its content is in a storage, see ADR 0013."""

    kind = models.CharField(
        max_length=60, help_text="What the file is for. It decides who may download it."
    )
    name = models.CharField(max_length=200)
    content = models.FileField(storage=file_storage, upload_to=content_name, max_length=200)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content.")
    media_type = models.CharField(max_length=100, help_text="Detected by the content.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    keep_until = models.DateTimeField(null=True, help_text="Empty for a file that stays.")

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["keep_until"],
                name="file_to_purge",
                condition=models.Q(keep_until__isnull=False),
            )
        ]

    def __str__(self):
        return self.name


class Blob(models.Model):
    """The content of a file in the database, by the name that the storage gave it."""

    name = models.CharField(max_length=200, unique=True)
    size = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField()

    def __str__(self):
        return self.name


class Chunk(models.Model):
    """A piece of a blob, so that no statement and no row is as large as the file."""

    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="chunks")
    position = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["blob", "position"], name="chunk_once_a_position")
        ]

    def __str__(self):
        return f"{self.blob_id}:{self.position}"
