"""How the current time relates to the cycles of the demo's pool."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.weeks import WEEK, local_datetime, monday_of, today_in

ZONE = ZoneInfo("Europe/Lisbon")
ANNOUNCED = 9
PAST_CYCLES = 12
ENOUGH = timedelta(hours=7)  # what the present cycle needs to have got as far as the demo shows it


@dataclass(frozen=True)
class Days:
    now: datetime

    @property
    def today(self) -> date:
        return today_in(ZONE, self.now)

    @property
    def monday(self):
        """The Monday of the current cycle; weekends belong to the week before."""
        return monday_of(self.today)

    @property
    def first_monday(self):
        return self.monday - PAST_CYCLES * WEEK

    @property
    def past_mondays(self):
        return [self.first_monday + number * WEEK for number in range(PAST_CYCLES)]

    def drawn_at(self, monday):
        """Monday at 09:00, or the Friday before if this Monday has only just begun."""
        usual = local_datetime(monday, ANNOUNCED, ZONE)
        if monday == self.monday and self.is_early:
            return local_datetime(monday - timedelta(days=3), 10, ZONE) + timedelta(minutes=12)
        return usual + timedelta(seconds=41)

    @property
    def is_early(self):
        return self.now < local_datetime(self.monday, ANNOUNCED, ZONE) + ENOUGH

    def ended_at(self, monday):
        """When the sweep closed the cycle: minutes after the next one began."""
        return min(
            local_datetime(monday + WEEK, 0, ZONE) + timedelta(minutes=3, seconds=20), self.now
        )

    def ago(self, **span):
        return self.now - timedelta(**span)
