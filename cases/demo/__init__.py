"""Cases of the demo: customers, contacts, and conversations from written scripts."""


def build(world):
    """Add `world.stories` (how each case went) and `world.cases` (rows by number)."""
    from cases.demo.helpdesk import make_cases, make_customers, make_runs, tell_all
    from cases.demo.plans import plan_cases
    from people.demo.people import ABSENCES

    days = world.days
    away = [login for login, week, _, _ in ABSENCES if week == 0]
    plans = plan_cases(seed=world.seed, now=world.now, monday=days.monday, away=away)
    world.stories = tell_all(plans, seed=world.seed, now=world.now)
    customers, contacts = make_customers(world.seed, days)
    world.cases = make_cases(world.stories, world.people, customers, contacts, world.trail)
    make_runs(days, world.trail)
    world.counts["customers"] = len(customers)
    world.counts["cases"] = len(world.cases)
    world.counts["messages"] = sum(len(story.turns) for story in world.stories)
