"""What happens around reviews: time passes, people, pools and managers change, cases too."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from core.errors import Refused
from pairing.actions import change_pool, redraw_cycle, remove_member
from pairing.models import Draw
from pairing.states import CycleState, Visibility
from pairing.tests.factories import add_member
from people.actions import change_membership, deactivate_person, reactivate_person
from people.models import Membership
from reviews.tests.lifecycle.stage import ANY, Stage
from reviews.tests.lifecycle.world import CHANCE

HOURS = st.sampled_from([1, 5, 14, 22, 26, 40, 24 * 7, 24 * 16, 24 * 16, 24 * 91])


class Happening(Stage):
    @property
    def boss(self):
        return self.world.user(self.world.coordinator)

    @rule(hours=HOURS, times=st.integers(1, 2))
    def time_passes(self, hours, times):
        self.world.now += timedelta(hours=hours)
        self.sweep(times)

    @rule(number=st.integers(0, 15))
    def somebody_leaves(self, number):
        """Two of the members stay."""
        stay = self.model.active & set(self.world.members)
        for pk in self.world.people[:-1][number : number + 1]:
            if pk in self.model.active and len(stay - {pk}) > 1:
                deactivate_person(self.world.user(pk), by=self.boss, now=self.world.now)
                self.model.leave(pk, self.world.now)

    @rule()
    def somebody_comes_back(self):
        for pk in sorted(set(self.world.people) - self.model.active)[:1]:
            reactivate_person(self.world.user(pk), by=self.boss, now=self.world.now)
            self.model.active.add(pk)

    @rule(visibility=st.sampled_from(Visibility.values), number=ANY, joins=st.booleans())
    def pool_changes(self, visibility, number, joins):
        change_pool(self.world.pool, visibility=visibility, by=self.boss, now=self.world.now)
        person = self.world.user(self.one(self.model.active, number))
        if joins:
            add_member(self.world.pool, user=person, by=self.boss, now=self.world.now)
        elif len(self.members()) > 3:
            remove_member(self.world.pool, user=person, by=self.boss, now=self.world.now)

    @rule(number=st.integers(0, 3), keep=st.booleans())
    def cycle_is_drawn_again(self, number, keep):
        draw = Draw.objects.filter(cycle__state=CycleState.DRAWN).order_by("-attempt").first()
        if number or draw is None or len(self.members()) < 2:
            return
        try:
            redraw_cycle(
                draw,
                reason="Somebody is ill",
                keep_begun=keep,
                by=self.boss,
                now=self.world.now,
                **CHANCE,
            )
        except Refused:
            return  # it would change nothing
        self.model.redraw(draw.cycle_id, keep, self.world.now)
        self.meet_new_pairings()
        self.is_news = True

    @rule(number=ANY, manager=st.integers(0, 1))
    def manager_changes(self, number, manager):
        places = list(
            Membership.objects.open().filter(user__in=self.world.members).order_by("user")
        )
        manager = self.world.user(self.world.managers[manager])
        if places and manager.is_active:
            place = places[number % len(places)]
            kept = {name: getattr(place, name) for name in ("team", "role", "is_primary")}
            today = self.world.now.date()
            change_membership(
                place, manager=manager, first_day=today, **kept, by=self.boss, now=self.world.now
            )

    @rule(number=ANY, owner=ANY)
    def case_changes_hands(self, number, owner):
        case, owner = (
            self.one(self.model.cases, number),
            self.one(self.model.active & {*self.world.members}, owner),
        )
        self.world.hear_from_helpdesk(case, owner=owner)
        self.model.cases[case] = owner

    @rule(number=ANY)
    def case_is_deleted(self, number):
        case = self.one(self.model.cases, number)
        if number < 6:
            self.world.hear_from_helpdesk(case, is_deleted=True)
            self.model.cases[case] = None
