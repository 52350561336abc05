"""Monthly reviews of the demo: three months of history, and the current one in every state."""


def build(world):
    """Add `world.months`, the monthly reviews."""
    from monthly.demo.months import make_months, make_settings, make_stand_ins

    make_settings(world)
    world.months = make_months(world)
    make_stand_ins(world)
    world.counts["monthly reviews"] = len(world.months)
