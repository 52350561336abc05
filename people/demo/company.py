"""The people of the demo's support team, from `texts/company.toml`."""

from dataclasses import dataclass

from core.demo.texts import load_texts


@dataclass(frozen=True)
class Colleague:
    """A member of the team. `weeks` is how long ago they joined; None means today."""

    login: str
    name: str
    zone: str
    team: str = ""
    weeks: int | None = None
    theme: str = "system"
    readme: str = ""

    @property
    def email(self):
        return f"{self.login}@support.example"


COMPANY = load_texts(__file__, "company")
ORGANISATION = COMPANY["organisation"]
FORMER = COMPANY["former"]
EMEA, AMERICAS = COMPANY["teams"]
ENGINEERS = tuple(Colleague(**fields) for fields in COMPANY["engineers"])
MANAGERS = {fields["team"]: Colleague(**fields) for fields in COMPANY["managers"]}
MAJOR_ISSUE_MANAGER = Colleague(**COMPANY["major_issue_manager"])
COORDINATOR = Colleague(**COMPANY["coordinator"])
ADMIN = Colleague(**COMPANY["admin"])
INVITED = Colleague(**COMPANY["invited"])
NEWCOMER = Colleague(**COMPANY["newcomer"])
EVERYBODY = (*ENGINEERS, *MANAGERS.values(), MAJOR_ISSUE_MANAGER, COORDINATOR, ADMIN)
