"""Four people who review each other, their manager and another one, a coordinator; each with two open cases."""

from datetime import UTC, datetime

from cases.actions import import_export
from cases.importing.rows import CaseRow, Export, PersonRow
from cases.models import Case
from cases.tests.factories import CaseFactory
from pairing.tests.factories import ANNOUNCED, PoolFactory, PoolMembershipFactory
from people.models import Membership, User
from people.tests.factories import LONG_AGO, TeamFactory, UserFactory

OPENED = datetime(2026, 11, 2, 9, tzinfo=UTC)
ENDED = datetime(2026, 11, 23, 0, 1, tzinfo=UTC)


class World:
    """`people` by id never change; who they are now is read each time, as a request would."""

    def __init__(self):
        self.now = ANNOUNCED
        self.coordinator = UserFactory(coordinator=True, name="Cora").pk
        self.managers = [UserFactory(name=name).pk for name in ("Mia", "Max")]
        self.members = [UserFactory(name=name).pk for name in ("Ann", "Bo", "Cleo", "Dan")]
        self.people = [*self.members, *self.managers, self.coordinator]
        self.pool = PoolFactory()
        team = TeamFactory()
        manager = User.objects.get(pk=self.managers[0])
        for user in User.objects.filter(pk__in=self.members):
            PoolMembershipFactory(pool=self.pool, user=user)
            Membership.objects.create(user=user, team=team, manager=manager, is_primary=True, first_day=LONG_AGO)
            CaseFactory.create_batch(2, owner=user, customer=None, contact=None, opened_at=OPENED)
        self.cases = list(Case.objects.order_by("pk").values_list("pk", flat=True))

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
        import_export(Export(cases=[row]), name="day.json", source=case.source, by=self.system, now=self.now)
