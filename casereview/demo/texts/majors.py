"""The major cases, each with the smaller cases of other customers under it. Text only."""

from dataclasses import dataclass

from casereview.demo.texts.scenario import Scenario
from casereview.demo.texts.scenarios.major_search import EMPTY_RESULTS, SEARCH_CHILD
from casereview.demo.texts.scenarios.major_sign_in import EU_SIGN_IN, SIGN_IN_CHILD
from casereview.demo.texts.scenarios.major_upgrade import ROLLBACK, UPGRADE_CHILD
from casereview.demo.texts.scenarios.major_webhooks import LATE_WEBHOOKS, WEBHOOK_CHILD


@dataclass(frozen=True)
class Major:
    """A major case: whose, for whom, in which week it began, and the kind of case that hangs under it.

    It began on the Tuesday `weeks_ago` weeks before the present one; 0 is the last working day.
    """

    scenario: Scenario
    owner: str
    customer: str
    weeks_ago: int
    child: Scenario
    children: int


MAJORS = (
    Major(LATE_WEBHOOKS, "dee.okafor", "Northwind Freight", 9, WEBHOOK_CHILD, 5),
    Major(EU_SIGN_IN, "bo.lindqvist", "Kestrel Bank", 5, SIGN_IN_CHILD, 7),
    Major(ROLLBACK, "ana.duarte", "Ålesund Energi", 2, UPGRADE_CHILD, 4),
    Major(EMPTY_RESULTS, "kemi.adeyemi", "Helix Genomics", 0, SEARCH_CHILD, 2),
)
