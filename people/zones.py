"""The time zones one may choose, by region."""

from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

OLD_NAMES = {"Brazil", "Canada", "Chile", "Etc", "Mexico", "US"}


@cache
def zone_choices(keeping=""):
    """UTC and every place of every region, as choices in groups; of the old names `keeping` alone, if it is one."""
    places = sorted(
        name
        for name in available_timezones()
        if "/" in name and name.split("/")[0] not in OLD_NAMES
    )
    regions = groupby(places, lambda name: name.split("/")[0])
    old = [(keeping, keeping)] if keeping not in {"", "UTC", *places} else []
    return [
        ("UTC", "UTC"),
        *old,
        *((region, [(name, _spelled(name)) for name in names]) for region, names in regions),
    ]


def _spelled(name):
    """ "America/Argentina/Buenos_Aires" reads "Argentina, Buenos Aires"."""
    return name.split("/", 1)[1].replace("/", ", ").replace("_", " ")
