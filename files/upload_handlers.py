"""Refuse a request that is too large before any of it is written to disk."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

FORM = 1024 * 1024  # bytes for the fields beside the file


class SizeLimitUploadHandler(FileUploadHandler):
    """The first handler; it passes all data on. Anybody can post a file to the sign-in page, and
    Django reads it before it looks for a session.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > settings.FILE_SIZE_LIMIT + FORM:
            raise RequestDataTooBig(f"{content_length} bytes")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None
