"""Forty customers and the people who write for them, from `texts/customers.toml`."""

from dataclasses import dataclass

from core.demo.texts import load_texts


@dataclass(frozen=True)
class DemoCustomer:
    """`revenue` is a year's in thousands, `renewal_months` the months until renewal."""

    name: str
    domain: str
    zone: str
    revenue: int
    churn_risk: str
    renewal_months: int
    contacts: tuple[str, ...]


CUSTOMERS = tuple(
    DemoCustomer(**fields) for fields in load_texts(__file__, "customers")["customers"]
)
