from django.core.files.base import ContentFile
from django.utils import timezone

from files.actions import store_file
from people.tests.factories import UserFactory


def make_file(number):
    name = f"cases-{number}.csv"
    content = ContentFile(b"id;status\n", name)
    return store_file(content, kind="cases.import", name=name, by=UserFactory(), now=timezone.now())


MAKE = {"files.storedfile": make_file}
