"""The people of the support team, in their own words. Text only."""

from dataclasses import dataclass

ORGANISATION = "Larkfield"
EMEA, AMERICAS = "Support EMEA", "Support Americas"


@dataclass(frozen=True)
class Colleague:
    """Somebody who works here. `weeks` is how long ago they joined; None means today."""

    login: str
    name: str
    zone: str
    team: str = ""
    weeks: int | None = 120
    theme: str = "system"
    readme: str = ""

    @property
    def email(self):
        return f"{self.login}@support.example"


ENGINEERS = (
    Colleague(
        "ana.duarte",
        "Ana Duarte",
        "Europe/Lisbon",
        EMEA,
        214,
        readme="""
Be direct, I can take it. What helps me most:

- Quote the sentence you mean, I forget my own cases fast.
- One thing to try next time beats five remarks.
- Tone is what I am working on: tell me where I sound like a robot.

Happy to talk on a call after 14:00 Lisbon.
""",
    ),
    Colleague(
        "bo.lindqvist",
        "Bo Lindqvist",
        "Europe/Stockholm",
        EMEA,
        171,
        readme="""
I read slowly and twice, so **write it rather than say it**.

If you think I should have escalated sooner, please name the hour at which you would have. I learn from that.

Praise embarrasses me. A little of it is all right.
""",
    ),
    Colleague(
        "cai.morgan",
        "Cai Morgan",
        "America/Toronto",
        AMERICAS,
        96,
        readme="""
Call me! Ten minutes on the phone beat a page of comments, and I will write down what we agreed.

Things I would like you to look at: do I explain *why*, or only *what*?
""",
    ),
    Colleague("dee.okafor", "Dee Okafor", "America/Chicago", AMERICAS, 260, theme="dark"),
    Colleague(
        "eli.novak",
        "Eli Novak",
        "Europe/Prague",
        EMEA,
        88,
        readme="""
English is my third language. If a sentence of mine sounds colder than I am, show me how you would say it.

1. First the facts of the case.
2. Then how it reads.
3. Links to cases you like are welcome, I collect them.
""",
    ),
    Colleague(
        "fumi.tanaka",
        "Fumi Tanaka",
        "America/Vancouver",
        AMERICAS,
        140,
        readme="""
Please be patient with me on the first read, I may need an evening before I answer. After that I enjoy discussing.

I prefer questions to verdicts: "what made you choose this?" opens more than "I would not have".
""",
    ),
    Colleague(
        "gus.pereira",
        "Gus Pereira",
        "America/Sao_Paulo",
        AMERICAS,
        53,
        readme="""
I talk a lot, in cases too. Tell me which paragraph you would have deleted.

Jokes are welcome. If something is serious, say "this is serious" first and I will stop joking.
""",
    ),
    Colleague(
        "hana.kim",
        "Hana Kim",
        "Europe/Berlin",
        EMEA,
        117,
        readme="""
Start with what you would do, I will ask why.

- Point at the message, not at the case.
- If I sound rushed, say so. I usually was.
- Praise is fine, but please make it specific: I want to do it again on purpose.

Calls before noon are good, messages any time.
""",
    ),
    Colleague("ivo.petrov", "Ivo Petrov", "Europe/Sofia", EMEA, 62),
    Colleague(
        "jo.whitaker",
        "Jo Whitaker",
        "America/New_York",
        AMERICAS,
        187,
        readme="""
They/them. Straight to the point, no sandwich.

I care most about evidence. If I claimed something that I had not shown, that is the comment I want to get.
""",
    ),
    Colleague(
        "kemi.adeyemi",
        "Kemi Adeyemi",
        "Africa/Lagos",
        EMEA,
        74,
        readme="""
I take feedback best in the morning and with coffee.

Ask me for context before you conclude: half of what I do happens in the bridge call and not in the case. If the case
does not show it, that *is* the feedback.
""",
    ),
    Colleague(
        "lars.nygard",
        "Lars Nygård",
        "Europe/Oslo",
        EMEA,
        305,
        theme="light",
        readme="""
Long in this job, so I have habits. The best thing you can give me is a habit you do **not** understand: ask, and
either I explain it or I drop it.
""",
    ),
    Colleague("mira.shah", "Mira Shah", "America/Chicago", AMERICAS, None),
)

NADIA = Colleague("nadia.rossi", "Nadia Rossi", "Europe/Rome", EMEA, 240)
GRACE = Colleague("grace.tremblay", "Grace Tremblay", "America/Toronto", AMERICAS, 198)
OMAR = Colleague("omar.haddad", "Omar Haddad", "Europe/London", weeks=152)
PIA = Colleague("pia.keller", "Pia Keller", "Europe/Zurich", weeks=133)
RUTH = Colleague("ruth.amsel", "Ruth Amsel", "Europe/Berlin", weeks=280)

MANAGERS = {EMEA: NADIA, AMERICAS: GRACE}
EVERYBODY = (*ENGINEERS, NADIA, GRACE, OMAR, PIA, RUTH)

NEWCOMER = Colleague(
    "noa.lindgren", "Noa Lindgren", "Europe/Stockholm"
)  # known to the helpdesk, not yet to us
FORMER = "Tom Ashby"  # left before the programme began; his cases keep the name
