"""Look up the customers, contacts and colleagues that an export refers to.

They are looked up once for all batches.
"""

from cases.import_writer.upsert import upsert
from cases.importing.text import ID_LIMIT, NAME_LIMIT
from cases.models import Contact, Customer
from people.models import User


class Lookup:
    def __init__(self, source):
        self.source = source
        self.users_by_id = {}
        self.users_by_email = {}
        for user in User.objects.people().only("pk", "email", "external_ids"):
            self.users_by_email[user.email.lower()] = user
            if source in user.external_ids:
                self.users_by_id[str(user.external_ids[source])] = user
        self.customers = {row.external_id: row for row in Customer.objects.filter(source=source)}
        self.customers_by_name = {}
        self.contacts = {}
        self.contacts_by_email = {}

    def save_parties(self, export):
        """Save the customers and contacts that `export` brings; a second time changes nothing."""
        self.save_customers(export)
        self.save_contacts(export)

    def user(self, person):
        """The colleague: by the id in this helpdesk, else by e-mail."""
        if person is None:
            return None
        return self.users_by_id.get(person.external_id) or self.users_by_email.get(person.email)

    def customer(self, row):
        if row is None:
            return None
        by_id = self.customers.get(row.external_id)
        return by_id or self.customers_by_name.get(row.name.casefold())

    def contact(self, person):
        if person is None or person.is_staff:
            return None
        return self.contacts.get(person.external_id) or self.contacts_by_email.get(person.email)

    def save_customers(self, export):
        """A row without an id is found by its name, in this source before any other.

        So two exports share a customer.
        """
        rows = {row.external_id: self.customer_values(row) for row in export.customers}
        upsert(Customer, self.customers, rows)
        others = Customer.objects.exclude(source=self.source).order_by("-pk")
        for customer in [*others, *self.customers.values()]:
            self.customers_by_name[customer.name.casefold()] = customer
        fresh = {}
        for row in {row.customer for row in export.cases if row.customer}:
            if self.customer(row) is None:
                key = row.external_id or row.name.casefold()[:ID_LIMIT]
                fresh[key] = {
                    "source": self.source,
                    "external_id": key,
                    "name": row.name or f"Organisation {key}"[:NAME_LIMIT],
                }
        for customer in upsert(Customer, self.customers, fresh)[0]:
            self.customers_by_name[customer.name.casefold()] = customer

    def customer_values(self, row):
        return {
            "source": self.source,
            "external_id": row.external_id,
            "name": row.name,
            "annual_revenue": row.annual_revenue,
            "renewal_date": row.renewal_date,
            "churn_risk": row.churn_risk,
        }

    def save_contacts(self, export):
        """Contacts with an id belong to this source; any source may share an address."""
        self.contacts = {row.external_id: row for row in Contact.objects.filter(source=self.source)}
        people = {person.external_id: person for person in export.people if not person.is_staff}
        rows = {key: self.contact_values(key, person) for key, person in people.items()}
        upsert(Contact, self.contacts, rows)
        self.remember([*Contact.objects.exclude(source=self.source), *self.contacts.values()])
        fresh = {}
        for person in {row.contact for row in export.cases if row.contact and row.contact.email}:
            if self.contact(person) is None and not person.is_staff:
                key = (person.external_id or person.email)[:ID_LIMIT]
                fresh[key] = self.contact_values(key, person)
        self.remember(upsert(Contact, self.contacts, fresh)[0])

    def remember(self, contacts):
        self.contacts_by_email |= {
            contact.email.lower(): contact for contact in contacts if contact.email
        }

    def contact_values(self, key, person):
        customer = self.customer(person.customer)
        return {
            "source": self.source,
            "external_id": key,
            "name": person.name,
            "email": person.email,
            "customer_id": customer.pk if customer else None,
        }
