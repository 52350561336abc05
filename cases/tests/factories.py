"""Customers and cases for tests: an open case, opened on Monday 9 and last touched on Thursday 12 November 2026."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from cases.models import Case, CaseComment, Contact, Customer, ImportRun
from cases.states import Status
from people.tests.factories import UserFactory


class CustomerFactory(DjangoModelFactory):
    class Meta:
        model = Customer

    source = "zendesk"
    external_id = factory.Sequence(lambda n: f"acc-{n}")
    name = factory.Sequence(lambda n: f"Customer {n}")


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    source = "zendesk"
    external_id = factory.Sequence(lambda n: f"contact-{n}")
    name = factory.Sequence(lambda n: f"Contact {n}")
    customer = factory.SubFactory(CustomerFactory)


class CaseFactory(DjangoModelFactory):
    class Meta:
        model = Case

    source = "zendesk"
    external_id = factory.Sequence(lambda n: str(4000 + n))
    number = factory.SelfAttribute("external_id")
    subject = factory.Sequence(lambda n: f"Export number {n} stops half-way")
    status = Status.OPEN
    owner = factory.SubFactory(UserFactory)
    customer = factory.SubFactory(CustomerFactory)
    opened_at = datetime(2026, 11, 9, 9, tzinfo=UTC)
    updated_at = datetime(2026, 11, 12, 9, tzinfo=UTC)


class CaseCommentFactory(DjangoModelFactory):
    class Meta:
        model = CaseComment

    case = factory.SubFactory(CaseFactory)
    external_id = factory.Sequence(lambda n: f"comment-{n}")
    body = "The export stops at 45 %."
    written_at = datetime(2026, 11, 9, 10, tzinfo=UTC)


class ImportRunFactory(DjangoModelFactory):
    class Meta:
        model = ImportRun

    source = "zendesk"
    name = "helpdesk-export"
    by = factory.SubFactory(UserFactory)
    started_at = datetime(2026, 11, 12, 9, tzinfo=UTC)
