"""A pytest plugin: `make test ARGS=--seconds` prints seconds by app.

With several processes the seconds are those of all of them together.
"""

from collections import Counter

seconds = Counter()
numbers = Counter()


def pytest_addoption(parser):
    parser.addoption("--seconds", action="store_true", help="print the seconds of each app")


def pytest_runtest_logreport(report):
    folder = "/".join(report.nodeid.split("/")[:1])
    if report.nodeid.startswith("casereview/tests/personas"):
        folder = "personas"
    seconds[folder] += report.duration
    numbers[folder] += report.when == "call"


def pytest_terminal_summary(terminalreporter, config):
    if not config.option.seconds:
        return
    terminalreporter.section("seconds by app")
    for folder, total in seconds.most_common():
        terminalreporter.write_line(f"| {folder} | {numbers[folder]} | {total:.0f} |")
    terminalreporter.write_line(f"| all | {numbers.total()} | {seconds.total():.0f} |")
