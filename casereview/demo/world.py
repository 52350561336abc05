"""The whole demo world, built in one transaction from a seed and a time."""

from django.db import connection, transaction

from audit.demo import AuditTrail
from core.app_config import find_contributions
from core.demo.world import DemoWorld
from people.models import User


@transaction.atomic
def build(*, seed, now):
    """Build the demo world as it stands at `now` (aware); the same seed gives the same world.

    The tables must hold no people. Returns the `DemoWorld` with its `counts`.
    """
    trail = AuditTrail(User.objects.system())
    world = DemoWorld(seed, now, trail)
    for _, build_part in find_contributions("demo", "build"):
        build_part(world)
    trail.write()
    analyze()
    return world


def analyze():
    """Give the planner statistics now; otherwise it would treat the tables as empty for minutes."""
    tables = ", ".join(
        connection.ops.quote_name(table)
        for table in connection.introspection.django_table_names(True)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
