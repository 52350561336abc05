"""Storing, fetching, deleting."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import transaction
from django.urls import reverse

from audit.tests.trail import facts, verbs
from files.actions import FileTooLarge, delete_files, store_file
from files.models import Blob, StoredFile
from files.sweeps import purge_expired
from people.tests.factories import UserFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_store_file_keeps_size_digest_and_type_by_content(store):
    file = store(b"%PDF-1.7", name="../../evil\n.csv")
    assert (file.name, file.size, file.media_type) == ("../../evil .csv", 8, "application/pdf")
    assert file.digest == sha256(b"%PDF-1.7").hexdigest() == facts(file)["digest"]
    assert file.content.open().read() == b"%PDF-1.7"
    assert "evil" not in file.content.name


def test_store_file_larger_than_the_limit_is_refused(store, settings):
    settings.FILE_SIZE_LIMIT = 1024**2
    with pytest.raises(FileTooLarge, match="larger than 1 MB"):
        store(b"x" * (1024**2 + 1))


def test_store_file_of_a_kind_that_nobody_may_fetch_is_refused(ana, now):
    with pytest.raises(ValueError, match="no app says"):
        store_file(None, kind="gone", name="x", by=ana, now=now)


def test_store_file_without_audit_is_undone(store, audit_refuses):
    with audit_refuses(), transaction.atomic():
        store()
    assert not StoredFile.objects.exists()
    assert not Blob.objects.exists()


def test_stored_file_is_downloaded_by_those_whom_its_app_lets(client, store, ana):
    address = reverse("stored_file", args=[store(name="Zoë cases.csv").pk])
    client.force_login(UserFactory(coordinator=True))
    assert client.get(address).status_code == 404
    client.force_login(ana)
    response = client.get(address)
    assert b"".join(response.streaming_content) == b"id;status\n1;open\n"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Zo%C3%AB")
    assert (response["Content-Type"], response["Content-Length"]) == ("text/plain", "17")


def test_stored_file_says_its_size_to_browsers_that_take_gzip(client, store, ana):
    client.force_login(ana)
    address = reverse("stored_file", args=[store().pk])
    assert client.head(address, headers={"Accept-Encoding": "gzip"})["Content-Length"] == "17"


def test_stored_file_of_an_unknown_kind_is_for_nobody(client, store, ana):
    file = store()
    StoredFile.objects.update(kind="gone")
    client.force_login(ana)
    assert client.get(reverse("stored_file", args=[file.pk])).status_code == 404


def test_delete_files_removes_row_and_content(store, ana, now, django_capture_on_commit_callbacks):
    file = store()
    with django_capture_on_commit_callbacks(execute=True):
        assert delete_files([file], by=ana, now=now) == 1
    assert not StoredFile.objects.exists()
    assert not Blob.objects.exists()
    assert verbs(file) == ["deleted", "stored"]


def test_delete_files_without_audit_is_undone(store, ana, now, audit_refuses):
    file = store()
    with audit_refuses(), transaction.atomic():
        delete_files([file], by=ana, now=now)
    assert StoredFile.objects.get().content.open().read()


def test_purge_expired_deletes_what_was_kept_long_enough(store, now):
    store(keep_until=now - timedelta(seconds=1))
    kept = [store(keep_until=now + timedelta(days=1)), store()]
    assert purge_expired(now=now) == 1
    assert set(StoredFile.objects.all()) == set(kept)
