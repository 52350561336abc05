"""The time zones to choose from, by region."""

from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

OLD_NAMES = {"Brazil", "Canada", "Chile", "Etc", "Mexico", "US"}


@cache
def zone_choices(keeping=""):
    """UTC and every place of every region, as choices in groups.

    Old names ("US/Eastern") are left out, except `keeping`.
    """
    places = sorted(
        name
        for name in available_timezones()
        if "/" in name and name.split("/")[0] not in OLD_NAMES
    )
    regions = groupby(places, lambda name: name.split("/")[0])
    old = [(keeping, keeping)] if keeping not in {"", "UTC", *places} else []
    groups = [
        (region, tuple((name, _spelled(name)) for name in names)) for region, names in regions
    ]
    return (("UTC", "UTC"), *old, *groups)


def _spelled(name):
    """ "America/Argentina/Buenos_Aires" reads "Argentina, Buenos Aires"."""
    return name.split("/", 1)[1].replace("/", ", ").replace("_", " ")
