"""The status of the organisation that everything belongs to."""

from core.status_lines import WARN, Line, Part
from core.weeks import zone_city
from people.queries import organisation


def status_parts(request, now):
    return [organisation_part(organisation())]


def organisation_part(organisation):
    if organisation is None:
        lines = (Line("Set-up", "Not done", WARN, "Open /setup/ with the code from the log."),)
    else:
        lines = (
            Line("Name", organisation.name),
            Line("Time zone", zone_city(organisation.time_zone)),
            holidays_line(organisation),
        )
    return Part("Organisation", lines, order=70)


def holidays_line(organisation):
    label = "Public holidays of"
    if organisation.country:
        return Line(label, organisation.country)
    return Line(label, "None", advice="No public holidays are taken into account.")
