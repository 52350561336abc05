"""A sample of each kind of notice of notifications."""

from notifications.models import DisabledTarget
from notifications.notices import TargetRefused, Test
from people.tests.factories import UserFactory


def build_samples(world):
    target = DisabledTarget.objects.create(
        address="C0QUALITY", reason="not_in_channel", at=world.now
    )
    world.eve = UserFactory(name="Eve <!here> Marsh")
    return [
        (Test, world.ana, world.ana),
        (TargetRefused, target, world.ana),
        (Test, world.eve, None),
    ]
