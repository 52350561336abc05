"""Four people who review each other, two managers and a coordinator; two open cases each."""

from datetime import UTC, datetime

from cases.actions import import_export
from cases.importing.rows import CaseRow, Export, PersonRow
from cases.models import Case
from cases.tests.factories import CaseFactory
from pairing.models import Pool
from pairing.tests.factories import ANNOUNCED, PoolFactory, PoolMembershipFactory
from people.models import Membership, User
from people.tests.factories import LONG_AGO, TeamFactory, UserFactory

OPENED = datetime(2026, 11, 2, 9, tzinfo=UTC)
ENDED = datetime(2026, 11, 23, 0, 1, tzinfo=UTC)
MEMBERS = ("Ann", "Bo", "Cleo", "Dan")
FIRST = 900_001  # the same ids and seeds in every example, as draws depend on both
CHANCE = {"seed": "5eed" * 16, "salt": "5a17" * 8}


class World:
    """`people` by id never change; who they are now is read each time, as a request would."""

    def __init__(self):
        self.now = ANNOUNCED
        self.coordinator = UserFactory(pk=FIRST, coordinator=True, name="Cora").pk
        self.managers = [
            UserFactory(pk=FIRST + n, name=name).pk for n, name in enumerate(("Mia", "Max"), 1)
        ]
        self.members = [
            UserFactory(pk=FIRST + n, name=name).pk for n, name in enumerate(MEMBERS, 3)
        ]
        self.people = [*self.members, *self.managers, self.coordinator]
        self.pool = PoolFactory()
        team = TeamFactory()
        manager = User.objects.get(pk=self.managers[0])
        for user in User.objects.filter(pk__in=self.members):
            PoolMembershipFactory(pool=self.pool, user=user)
            Membership.objects.create(
                user=user, team=team, manager=manager, is_primary=True, first_day=LONG_AGO
            )
            CaseFactory.create_batch(2, owner=user, customer=None, contact=None, opened_at=OPENED)
        self.cases = list(Case.objects.order_by("pk").values_list("pk", flat=True))

    def seal(self):
        """The next draw of the pool comes out the same whenever these steps are taken."""
        Pool.objects.update(**{f"sealed_{name}": value for name, value in CHANCE.items()})

    def user(self, pk):
        return User.objects.get(pk=pk)

    @property
    def system(self):
        return User.objects.system()

    def hear_from_helpdesk(self, case_id, *, owner=None, is_deleted=False):
        """The helpdesk says that a case has another owner, or that it is gone."""
        case = Case.objects.get(pk=case_id)
        row = CaseRow(
            line=1,
            external_id=case.external_id,
            status="open",
            opened_at=case.opened_at,
            updated_at=self.now,
            subject=case.subject,
            owner=PersonRow(email=self.user(owner).email, is_staff=True) if owner else None,
            is_deleted=is_deleted,
        )
        import_export(
            Export(cases=[row]), name="day.json", source=case.source, by=self.system, now=self.now
        )
