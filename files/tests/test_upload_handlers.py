import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("megabytes", "is_refused"), [(2, False), (3, True)])
def test_request_larger_than_a_file_may_be_is_refused(client, settings, megabytes, is_refused):
    settings.FILE_SIZE_LIMIT = 1024**2
    file = SimpleUploadedFile("a", b"x" * (megabytes * 1024**2 - 10_000))
    response = client.post("/accounts/login/", {"file": file})
    assert (response.status_code == 413) == is_refused
