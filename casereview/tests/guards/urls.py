"""Every address of the product, as the resolver knows it."""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

FOREIGN = {
    "admin/": "Django's admin: for staff, tested by Django; test_admin guards what is in it",
    "accounts/": "allauth's sign-in pages, tested by allauth; people tests our adapter",
}


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    view: object
    converters: dict

    @property
    def is_foreign(self):
        return any(self.route.startswith(prefix) for prefix in FOREIGN)


def addresses(patterns=None, before="", namespace="", converters=None):
    rows = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        all_converters = (converters or {}) | pattern.pattern.converters
        if isinstance(pattern, URLPattern):
            name = f"{namespace}{pattern.name}" if pattern.name else ""
            rows.append(Address(name, route, pattern.callback, all_converters))
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            rows += addresses(pattern.url_patterns, route, inner, all_converters)
    return rows


def our_addresses():
    return [address for address in addresses() if not address.is_foreign]
