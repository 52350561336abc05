"""Kinds of cases, each with a written conversation that gives many cases that read differently.

The texts are in `texts/scenarios/`, by what the conversations are about.
"""

from dataclasses import dataclass, field

from core.demo.texts import load_texts

TOPICS = (
    "sign_in",
    "accounts",
    "integrations",
    "api",
    "capacity",
    "upgrades",
    "containers",
    "dashboards",
    "reports",
    "invoices",
    "contracts",
    "finding",
    "indexing",
    "screens",
    "everyday",
)
MAJOR_TOPICS = ("major_search", "major_sign_in", "major_upgrade", "major_webhooks")


@dataclass(frozen=True)
class Scenario:
    """One kind of case, and what a colleague would say about how it was handled.

    `script` is the conversation: blocks under a line CUSTOMER, OWNER, OWNER HOLD (the case then
    waits for a third party), NOTE, NOTE COLLEAGUE or NOTE OMAR (internal). The first block is the
    opening message. A heading may end in `@1 09:30`: the day after the opening, at 09:30 in the
    customer's zone. In every text `[[one|two]]` is a choice, `{slot}` a detail of the case (from
    `details`, or one that every case has), and `<<a sentence>>` is worth quoting in a review.

    `summary` says what was wrong and what fixed it, in one line without a capital. `praise` and
    `advice` hold (position of the criterion, comment). `learned` and `next_time` are phrases that
    fit after "I learned" and "I would try" in a closing note. `investigates`: the owner looks for
    a cause, so there may be updates in between. `is_hurried`: everything happens within hours.
    """

    key: str
    summary: str
    product: str
    tags: tuple[str, ...]
    subjects: tuple[str, ...]
    script: str
    praise: tuple[tuple[int, str], ...]
    advice: tuple[tuple[int, str], ...]
    learned: tuple[str, ...]
    next_time: tuple[str, ...]
    details: dict = field(default_factory=dict)
    assets: tuple[str, ...] = ("{host}",)
    investigates: bool = False
    is_hurried: bool = False
    priorities: tuple[str, ...] = ("normal", "normal", "high", "low")


@dataclass(frozen=True)
class Major:
    """A major case: its owner and customer, its week, and the kind of case that hangs under it.

    It opened on the Tuesday `weeks_ago` weeks before this one; 0 is the last working day.
    """

    scenario: Scenario
    owner: str
    customer: str
    weeks_ago: int
    child: Scenario
    children: int


def read_scenarios(topics):
    texts = [load_texts(__file__, f"scenarios/{topic}") for topic in topics]
    return tuple(build_scenario(fields) for text in texts for fields in text["scenario"])


def build_scenario(fields):
    details = {name: read_options(options) for name, options in fields.get("details", {}).items()}
    return Scenario(**fields | {"details": details})


def read_options(options):
    """What a detail can be: a list of texts, or the numbers of a range with its last one."""
    if isinstance(options, dict):
        return range(options["first"], options["last"] + 1, options.get("step", 1))
    return options


def read_majors():
    scenarios = {scenario.key: scenario for scenario in read_scenarios(MAJOR_TOPICS)}
    for fields in load_texts(__file__, "majors")["majors"]:
        kinds = {"scenario": scenarios[fields["scenario"]], "child": scenarios[fields["child"]]}
        yield Major(**fields | kinds)


SCENARIOS = read_scenarios(TOPICS)
MAJORS = tuple(read_majors())
