"""Reasons of the engine with people's names in them."""

from core.text import count_of, join_words
from pairing.engine import MOST_PEOPLE, why, why_sits_out

LONGEST = 400


def pair_reason(pair, inputs, people):
    """Why this pair, for the people of the pool."""
    return why(pair, inputs.cycle, lambda one: people[one].first_name, len(inputs.present))[
        :LONGEST
    ]


def sitting_out_reason(code, person):
    """Why somebody sits out. Only they and the leads see the reason; others see "Sits out"."""
    return why_sits_out(code, person.pk, lambda one: person.first_name)


def draw_obstacle(present, people):
    """Why a cycle in which these (ids) of `people` are present cannot be drawn; "" where it can."""
    if len(present) > MOST_PEOPLE:
        return too_many_people(len(present))
    if len(present) > 1:
        return ""
    if not people:
        return "Nobody is in this pool yet."
    if not present:
        return "Everyone in this pool sits out this cycle."
    return f"Only {people[present[0]].first_name} is available: nobody to pair with."


def too_many_people(number):
    return (
        f"A pool holds at most {MOST_PEOPLE:,} people, and this would be {number:,}: "
        "split it, for example by team."
    )


def too_many_reviews(each, members):
    """Why `members` cannot give so many reviews each; "" if they can, or the pool is empty."""
    if members < 2 or each < members:
        return ""
    most = members - 1
    choice = "1" if most == 1 else f"{most} at most"
    return f"With {members} people, everyone has {most} to review: choose {choice}."


def describe_options(options, *, is_exact):
    """How many equally good draws the seed chose among; None where they were not counted.

    Only for those who manage the pool it `is_exact`: anyone else could compare the number with that
    of a draw without rules (ADR 0017).
    """
    if not is_exact:
        return "all draws that are equally good"
    if options is None:
        return "more equally good draws than can be counted"
    if options == 1:
        return "one: no other draw is as good"
    return f"{int(options):,} equally good draws"


def describe_compromises(tiers, *, with_rules):
    """The compromises of a draw, in words. Meeting again in turn is not a compromise, nor is an
    absence.

    Rules that were relaxed are counted `with_rules`, for those who manage the pool, never named.
    """
    relaxed = 0
    if with_rules:
        relaxed = sum(total for name, total in tiers.items() if name.startswith("soft:"))
    costs = [
        (tiers.get("sits_out", 0), "person sits out", "people sit out"),
        (relaxed, "rule was relaxed", "rules were relaxed"),
        (tiers.get("too_soon", 0), "pair meets too soon", "pairs meet too soon"),
        (tiers.get("reciprocal", 0), "pair reviews each other", "pairs review each other"),
        (tiers.get("reverse", 0), "review goes straight back", "reviews go straight back"),
    ]
    words = [count_of(number, one, many) for number, one, many in costs if number]
    return join_words(words) or "none: no early repeats, no reciprocal pairs"


def describe_leads(pool):
    """Who manages the pool and knows about an absence: "Nadia knows", "Nadia and Omar know"."""
    names = [lead.first_name for lead in pool.leads.all() if lead.is_active]
    if not names:
        return "The coordinators know"
    return f"{join_words(sorted(names))} {'knows' if len(names) == 1 else 'know'}"
