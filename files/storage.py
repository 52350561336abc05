"""Django's storage API on a table, so that files are in the database and its backups."""

import io

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone
from django.utils.deconstruct import deconstructible

CHUNK = 1024 * 1024


@deconstructible
class DatabaseStorage(Storage):
    """Keeps each file as chunks of 1 MB. Files have no URL: a view that checks serves them."""

    def _save(self, name, content):
        with transaction.atomic():
            blob = self._blobs().create(name=name, created_at=timezone.now())
            for position, data in enumerate(split_content(content)):
                blob.chunks.create(position=position, data=data)
                blob.size += len(data)
            blob.save(update_fields=["size"])
        return name

    def _open(self, name, mode="rb"):
        if mode != "rb":
            raise ValueError("a stored file is only read; save another one instead")
        return File(io.BufferedReader(BlobReader(self._get(name)), CHUNK), name)

    def delete(self, name):
        self._blobs().filter(name=name).delete()

    def exists(self, name):
        return self._blobs().filter(name=name).exists()

    def size(self, name):
        return self._get(name).size

    def get_created_time(self, name):
        return self._get(name).created_at

    def _get(self, name):
        blob = self._blobs().filter(name=name).first()
        if blob is None:
            raise FileNotFoundError(name)
        return blob

    def _blobs(self):
        from files.models import Blob  # the models name their storage

        return Blob.objects


def split_content(content):
    """Pieces of CHUNK bytes. `File.chunks` would give an upload in memory as one piece."""
    content.seek(0)
    while data := content.read(CHUNK):
        yield data


class BlobReader(io.RawIOBase):
    """Reads a blob chunk by chunk: only one of them is in memory."""

    def __init__(self, blob):
        self.blob = blob
        self.at = 0
        self.loaded = (None, b"")

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self.at

    def seek(self, offset, whence=io.SEEK_SET):
        starts = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.blob.size}
        self.at = max(0, starts[whence] + offset)
        return self.at

    def readinto(self, buffer):
        position, start = divmod(self.at, CHUNK)
        data = self._load(position)[start : start + len(buffer)]
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)

    def _load(self, position):
        if self.loaded[0] != position:
            chunk = self.blob.chunks.filter(position=position).values_list("data", flat=True)
            self.loaded = (position, bytes(chunk.first() or b""))
        return self.loaded[1]
