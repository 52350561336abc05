"""How long a page takes inside the process, without network and web server."""

from django.test import Client

from bench import benchmark


@benchmark
def bare_page():
    """`/healthz`: what every answer costs at the least, the yardstick for the pages to come."""
    client = Client(headers={"host": "localhost"})
    return lambda: client.get("/healthz")
