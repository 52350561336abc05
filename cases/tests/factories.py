"""Cases for tests. `CommentFactory(case=case)` writes as the contact of the case."""

from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from cases.models import Case, CaseComment, Contact, Customer, ImportReject, ImportRun
from cases.states import Status
from people.tests.factories import UserFactory

OPENED = datetime(2026, 11, 10, 6, 48, tzinfo=UTC)
NOTHING = {"skipped": 0, "proposed": 0, "rejected": 0, "warnings": 0}


class CustomerFactory(DjangoModelFactory):
    class Meta:
        model = Customer

    source = "zendesk"
    external_id = factory.Sequence(lambda n: f"org-{n}")
    name = factory.Sequence(lambda n: f"Customer {n}")


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    source = "zendesk"
    external_id = factory.Sequence(lambda n: f"contact-{n}")
    name = factory.Sequence(lambda n: f"Contact {n}")
    email = factory.Sequence(lambda n: f"contact.{n}@customer.example")
    customer = factory.SubFactory(CustomerFactory)


class CaseFactory(DjangoModelFactory):
    class Meta:
        model = Case

    source = "zendesk"
    external_id = factory.Sequence(lambda n: str(5000 + n))
    number = factory.SelfAttribute("external_id")
    subject = factory.Sequence(lambda n: f"Index stuck at {n % 100} % after the upgrade")
    description = "Since the upgrade the index does not move."
    status = Status.OPEN
    customer = factory.SubFactory(CustomerFactory)
    contact = factory.SubFactory(ContactFactory, customer=factory.SelfAttribute("..customer"))
    opened_at = OPENED
    updated_at = factory.LazyAttribute(lambda case: case.opened_at + timedelta(hours=3))


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = CaseComment

    case = factory.SubFactory(CaseFactory)
    external_id = factory.Sequence(lambda n: str(500_000 + n))
    contact = factory.SelfAttribute("case.contact")
    author_name = factory.LazyAttribute(
        lambda comment: comment.contact.name if comment.contact else "Somebody"
    )
    is_public = True
    body = "Any news? Our release is blocked by this."
    written_at = factory.Sequence(lambda n: OPENED + timedelta(minutes=n))


class ImportRunFactory(DjangoModelFactory):
    class Meta:
        model = ImportRun

    source = "csv"
    name = "cases.csv"
    by = factory.SubFactory(UserFactory)
    imported_at = OPENED
    counts = factory.LazyFunction(
        lambda: {"created": 3, "updated": 1, "unchanged": 0, "duplicates": 0} | NOTHING
    )


class ImportRejectFactory(DjangoModelFactory):
    class Meta:
        model = ImportReject

    run = factory.SubFactory(ImportRunFactory)
    line = factory.Sequence(lambda n: n + 2)
    external_id = factory.Sequence(lambda n: str(9000 + n))
    reason = "created is not a date: “yesterday-ish”"
