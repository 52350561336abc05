from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from files.models import Blob, Chunk
from files.storage import CHUNK, DatabaseStorage

pytestmark = [pytest.mark.database, pytest.mark.django_db]
DATA = bytes(range(256)) * 10_000  # 2.4 chunks


@pytest.fixture
def storage():
    return DatabaseStorage()


@pytest.fixture
def name(storage):
    return storage.save("some/name", ContentFile(DATA))


def test_saved_file_is_read_back_whole(storage, name):
    assert storage.open(name).read() == DATA
    assert (storage.size(name), storage.exists(name)) == (len(DATA), True)


def test_saved_file_lies_in_chunks(name):
    sizes = [len(data) for data in Chunk.objects.values_list("data", flat=True)]
    assert sizes == [CHUNK, CHUNK, len(DATA) - 2 * CHUNK]


def test_open_file_can_be_read_from_any_place(storage, name):
    file = storage.open(name)
    file.seek(CHUNK - 3)
    assert file.read(6) == DATA[CHUNK - 3 : CHUNK + 3]
    file.seek(-4, 2)
    assert file.read() == DATA[-4:]


def test_same_name_twice_is_two_files(storage, name):
    other = storage.save("some/name", ContentFile(b"other"))
    assert other != name
    assert storage.open(name).read(3) == DATA[:3]


def test_deleted_file_leaves_nothing(storage, name):
    storage.delete(name)
    assert not storage.exists(name)
    assert not Chunk.objects.exists()
    with pytest.raises(FileNotFoundError):
        storage.open(name)


def test_file_is_not_written_to_in_place(storage, name):
    with pytest.raises(ValueError, match="only read"):
        storage.open(name, "wb")


def test_empty_file_is_a_file(storage):
    assert storage.open(storage.save("empty", ContentFile(b""))).read() == b""


def test_upload_in_memory_larger_than_a_chunk_is_kept_whole(storage):
    data = bytes(range(256)) * (CHUNK // 128)
    storage.save("a", SimpleUploadedFile("a", data))
    assert Chunk.objects.count() == 2
    assert storage.open("a").read() == data


def test_upload_kept_as_one_chunk_by_a_former_version_is_split(storage):
    blob = Blob.objects.create(name="old", size=len(DATA), created_at=timezone.now())
    blob.chunks.create(position=0, data=DATA)
    import_module("files.migrations.0002_split_large_chunks").split_large_chunks(apps, None)
    assert storage.open("old").read() == DATA
