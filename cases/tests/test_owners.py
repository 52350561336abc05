import pytest

from audit.models import Event
from cases.actions import link_owner
from cases.models import Case
from cases.tests.factories import CaseFactory, CommentFactory
from people.models import User
from people.signals import person_joined
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def link(user, now):
    return link_owner(user, by=User.objects.system(), now=now)


def test_link_owner_by_external_id_of_the_same_source_only(now):
    mine = CaseFactory(source="zendesk", owner_external_id="300")
    other = CaseFactory(source="desk", owner_external_id="300")
    ana = UserFactory(external_ids={"zendesk": "300"})
    assert link(ana, now) == 1
    assert list(Case.objects.filter(owner=ana)) == [mine]
    assert other not in Case.objects.filter(owner=ana)


def test_link_owner_by_email_in_any_case(now):
    case = CaseFactory(source="csv", owner_email="Ana@support.example")
    ana = UserFactory(email="ana@support.example")
    link(ana, now)
    case.refresh_from_db()
    assert case.owner == ana


def test_link_owner_leaves_cases_that_have_an_owner(now):
    bo = UserFactory()
    case = CaseFactory(owner=bo, owner_email="ana@support.example")
    assert link(UserFactory(email="ana@support.example"), now) == 0
    case.refresh_from_db()
    assert case.owner == bo


def test_link_owner_takes_nobodys_case_without_address(now):
    CaseFactory(owner_email="", owner_external_id="")
    assert link(UserFactory(), now) == 0


def test_link_owner_finds_messages_too(now):
    case = CaseFactory(owner_external_id="300")
    theirs = CommentFactory(case=case, contact=None, author_external_id="300")
    other = CommentFactory(case=case, contact=None, author_external_id="301")
    ana = UserFactory(external_ids={"zendesk": "300"})
    link(ana, now)
    theirs.refresh_from_db()
    other.refresh_from_db()
    assert (theirs.author, other.author) == (ana, None)


def test_link_owner_leaves_an_audit_event_a_case(now):
    case = CaseFactory(owner_email="ana@support.example")
    ana = UserFactory(email="ana@support.example")
    link(ana, now)
    assert Event.objects.about(case).get().facts == {"owner": ana.pk}


def test_link_owner_rolls_back_when_audit_fails(now, audit_refuses):
    case = CaseFactory(owner_email="ana@support.example")
    with audit_refuses():
        link(UserFactory(email="ana@support.example"), now)
    case.refresh_from_db()
    assert case.owner is None


def test_person_who_joins_finds_their_cases(now):
    case = CaseFactory(owner_email="ana@support.example")
    ana = UserFactory(email="ana@support.example")
    person_joined.send(User, user=ana, by=ana, now=now)
    case.refresh_from_db()
    assert case.owner == ana
