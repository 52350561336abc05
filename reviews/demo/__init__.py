"""Reviews of the demo: drafts, sent reviews, readers, comments, meetings and notices."""


def build(world):
    """Add `world.reviews`, pairs of (outcome, review)."""
    from reviews.demo.comments import make_comments
    from reviews.demo.consents import make_consents
    from reviews.demo.invitations import make_invitations
    from reviews.demo.meetings import make_meetings
    from reviews.demo.notices import make_notices
    from reviews.demo.opinions import make_opinions
    from reviews.demo.quotations import make_quotations
    from reviews.demo.readers import make_readers
    from reviews.demo.reviews import make_reviews
    from reviews.demo.revisions import make_changed_answers
    from rubrics.queries import current_version

    version = current_version(world.rubric)
    world.reviews = make_reviews(
        world.outcomes, world.draws, world.stories, world.cases, version, world.seed, world.trail
    )
    make_quotations(world.reviews, world.seed)
    make_readers(world.reviews, world.people, world.seed, world.trail)
    make_comments(world.reviews, world.seed, world.trail)
    make_consents(world.reviews, world.trail)
    make_opinions(world)
    make_changed_answers(world)
    make_meetings(world.outcomes, world.reviews, world.days.now, world.trail)
    make_invitations(world, version)
    make_notices(world.outcomes, world.reviews, world.people, world.days)
    world.counts["reviews"] = len(world.reviews)
