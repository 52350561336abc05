"""Draws of the demo: one pool, twelve past cycles and this week's."""


def build(world):
    """Add `world.rubric`, `world.draws` in order, and `world.outcomes` of their pairings."""
    from core.demo.rng import stream
    from pairing.demo.absences import break_pairing
    from pairing.demo.cycles import draw_cycles, make_pool, pairings_of
    from pairing.demo.endings import close_cycles, settle_pairings
    from pairing.demo.outcomes import outcomes_of
    from rubrics import memorable_support
    from rubrics.models import Rubric

    people = world.people
    days = world.days
    trail = world.trail
    world.rubric = Rubric.objects.get(name=memorable_support.NAME)
    pool = make_pool(people, days, world.rubric)
    world.draws = draw_cycles(pool, people, days, world.seed, trail)
    cycles = pairings_of(world.draws, people)
    world.outcomes = list(outcomes_of(cycles, days, stream(world.seed, "outcomes")))
    settle_pairings(world.outcomes, people, trail)
    close_cycles(world.draws, world.outcomes, days, trail)
    break_pairing(world.outcomes, days)
    world.counts["cycles"] = len(world.draws)
