import pytest
from django.urls import reverse
from django.utils import timezone

from cases.tests.factories import CaseFactory, ContactFactory, CustomerFactory

pytestmark = pytest.mark.django_db


def url(customer):
    return reverse("customer", args=[customer.pk])


def test_customer_for_anonymous_asks_to_sign_in(client):
    assert client.get(url(CustomerFactory())).status_code == 302


def test_customer_that_does_not_exist_is_not_found(client, engineer):
    client.force_login(engineer)
    assert client.get("/customers/1/").status_code == 404


def test_customer_shows_facts_contacts_and_cases(client, engineer):
    customer = CustomerFactory(
        name="Pico <Retail>", annual_revenue=73000, churn_risk="high", renewal_date="2027-09-17"
    )
    ContactFactory(customer=customer, name="Inês Ito")
    CaseFactory(customer=customer, subject="Shown")
    CaseFactory(customer=customer, subject="Gone", deleted_at=timezone.now())
    client.force_login(engineer)
    page = client.get(url(customer)).content.decode()
    for words in ("Pico &lt;Retail&gt;", "73,000 a year", "High churn risk", "Inês Ito", "Shown"):
        assert words in page
    assert "Gone" not in page


def test_customer_without_anything_is_shown(client, engineer):
    client.force_login(engineer)
    page = client.get(url(CustomerFactory())).content.decode()
    assert "No cases" in page
    assert "Not known" in page


def test_customer_takes_the_same_few_queries_for_one_and_three_rows(queries_of, engineer):
    customer = CustomerFactory()
    CaseFactory(customer=customer, owner=engineer)
    one = queries_of(engineer, url(customer))
    CaseFactory(customer=customer, owner=engineer)
    CaseFactory(customer=customer)
    assert queries_of(engineer, url(customer)) == one <= 12
