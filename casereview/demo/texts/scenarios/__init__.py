"""The conversations by what they are about. Text only."""

from casereview.demo.texts.scenarios import (
    accounts,
    api,
    capacity,
    containers,
    contracts,
    dashboards,
    everyday,
    finding,
    indexing,
    integrations,
    invoices,
    reports,
    screens,
    sign_in,
    upgrades,
)

SCENARIOS = (
    *sign_in.SCENARIOS,
    *accounts.SCENARIOS,
    *integrations.SCENARIOS,
    *api.SCENARIOS,
    *capacity.SCENARIOS,
    *upgrades.SCENARIOS,
    *containers.SCENARIOS,
    *dashboards.SCENARIOS,
    *reports.SCENARIOS,
    *invoices.SCENARIOS,
    *contracts.SCENARIOS,
    *finding.SCENARIOS,
    *indexing.SCENARIOS,
    *screens.SCENARIOS,
    *everyday.SCENARIOS,
)
