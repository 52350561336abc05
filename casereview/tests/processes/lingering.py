"""The product as gunicorn and Celery serve it, with one slow address and one slow task."""

import time
from pathlib import Path

from django.db import connection

from casereview.celery import app
from casereview.wsgi import application as product


def application(environ, start_response):
    if environ["PATH_INFO"] == "/linger":
        time.sleep(1.5)
        environ["PATH_INFO"] = "/healthz"
    return product(environ, start_response)


@app.task(name="tests.linger")
def linger(folder):
    Path(folder, "begun").touch()
    time.sleep(1.5)
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        Path(folder, "done").write_text(cursor.fetchone()[0])
