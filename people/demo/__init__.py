"""People of the demo: the organisation, two teams, and everyone you can sign in as."""

# Who can be picked on the sign-in page, by e-mail, and what you find as them.
PERSONAS = {
    "hana.kim@support.example": "Engineer, has a case to pick",
    "ana.duarte@support.example": "Engineer, owner of that case",
    "mira.shah@support.example": "New engineer, in no pool yet",
    "nadia.rossi@support.example": "Manager of Support EMEA",
    "omar.haddad@support.example": "Major issue manager",
    "pia.keller@support.example": "Coordinator of the programme",
    "lars.nygard@support.example": "Engineer, all done this week",
    "ruth.amsel@support.example": "Admin, every setting",
}


def build(world):
    """Add `world.people`, users by login."""
    from people.demo.people import make_people

    world.people = make_people(world.seed, world.days, world.trail)
    world.counts["people"] = len(world.people)
