from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from people.queries import is_set_up
from people.tokens import setup_code


class Command(BaseCommand):
    help = "Prints the address and code for set-up, or nothing if set-up is done."

    def handle(self, *args, **options):
        if not is_set_up():
            address = settings.BASE_URL + reverse("setup")
            self.stdout.write(
                f"Set up Case Review: open {address} and enter the code {setup_code()}"
            )
