"""The time of a page inside the process, without network and web server."""

from django.test import Client

from bench import benchmark


@benchmark
def bare_page():
    """`/healthz`: the least that any response costs."""
    client = Client(headers={"host": "localhost"})
    return lambda: client.get("/healthz")
