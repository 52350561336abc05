"""One more row of each model of cases that admin has pages of."""

from cases.tests.factories import CaseFactory, ContactFactory, CustomerFactory, ImportRejectFactory
from people.tests.factories import UserFactory

MAKE = {
    "cases.case": lambda number: CaseFactory(owner=UserFactory(), contact=ContactFactory()),
    "cases.contact": lambda number: ContactFactory(),
    "cases.customer": lambda number: CustomerFactory(),
    "cases.importrun": lambda number: ImportRejectFactory().run,
}
