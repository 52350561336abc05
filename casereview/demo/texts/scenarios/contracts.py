"""Conversations about plans, licences and tax. Text only."""

from casereview.demo.texts.scenario import Scenario

VAT = Scenario(
    key="vat",
    investigates=True,
    summary="tax service was down and we said invalid, number entered by hand",
    product="Billing",
    tags=("tax", "checkout"),
    priorities=("normal", "high"),
    assets=("checkout",),
    details={
        "country": ("Austria", "Norway", "Spain", "Poland", "Portugal"),
        "digits": range(104, 998),
    },
    subjects=(
        "VAT number rejected at checkout",
        "Checkout does not take our VAT ID",
        "“Invalid VAT number”, but it is valid",
        "Cannot pay without VAT, number refused",
    ),
    script="""
CUSTOMER
Your checkout refuses our VAT number with “invalid”. It is valid, [[our other suppliers take it|I checked it on the
public site]]. We want to [[renew before Friday|add seats this week]] and I do not want to pay VAT and then chase it.

OWNER
Please do not pay yet, there is no need to chase anything. I tried your number at the public service myself: it answers
“valid” now and “service unavailable” one time in three. Our checkout treats the second as the first’s opposite, which
is wrong of it.

[[Two ways to get you there before then|So, two ways]]:

- try again outside office hours of {country}, it is up most of the night
- or I enter it by hand, if you send me the certificate of registration

<<Either way the price you were shown today stays.>>

CUSTOMER
Certificate attached, ends in {digits}. [[By hand is fine.|I prefer by hand, I sleep at night.]]

OWNER
Entered and checked by a second pair of eyes. You can go on where you stopped; the cart is kept.

CUSTOMER
[[Paid, without VAT.|Went through, without VAT.|Checkout took it.]] [[Thank you.|Thanks for doing it by hand.|That
was painless.]]

NOTE
Reported: “unavailable” must not read “invalid”. {colleague} says the fix is small and will go with the next checkout
release.
""",
    praise=(
        (
            1,
            "You saw that they wanted to renew in time, and protected the price without being asked.",
        ),
        (3, "You tried it yourself, several times, and found the one in three."),
        (6, "Second pair of eyes on a number entered by hand. Right."),
    ),
    advice=(
        (
            5,
            "“Treats the second as the first’s opposite” made me read twice; “takes silence for no” says it.",
        ),
        (4, "When the checkout is fixed, they would be glad of one line. It is not promised."),
    ),
    learned=(
        "to try it several times before believing one answer",
        "guarding the price while we look",
    ),
    next_time=("a simpler sentence for the cause", "one line when the checkout is fixed"),
)

DOWNGRADE = Scenario(
    key="downgrade",
    summary="comparison by real use, agreement with the account manager",
    product="Billing",
    tags=("plans", "renewal"),
    priorities=("normal", "high"),
    assets=("contract of {customer}",),
    details={
        "plan": ("Scale to Team", "Enterprise to Scale"),
        "feature": ("audit exports", "the EU region", "single sign-on", "custom roles"),
    },
    subjects=(
        "Downgrade from {plan}, what do we lose?",
        "Can we change the plan in the middle of the year?",
        "Cheaper plan, questions",
        "We need to cut costs: {plan}",
    ),
    script="""
CUSTOMER
We have to [[save money|cut our tooling costs]] and think of going from {plan}. What exactly would we lose, and when
could it start? [[I need it in writing for a decision.|I need a list that I can show around.]]

OWNER
Here is the list, only with what {customer} really uses, so that you do not have to read about the rest:

- {feature}: used by {n} people last month, would be switched off
- history: kept for 13 months instead of 36
- support: next working day instead of four hours

The change can start at your renewal, not before. <<And the thing a salesperson might not say: the first of the three
is the one people will notice, the other two they will not until a bad day.>>

CUSTOMER
[[That is the most useful mail I had in this whole exercise.|That is a list I can take into a meeting.|Thank you,
nobody else wrote it like that.]] Could we keep {feature} and drop the support level?

OWNER HOLD
Not as a plan, perhaps as an agreement. I have passed it to your account manager with your question word for word, and
with my view that it is worth keeping you happy. You hear from her by {next_day}.

CUSTOMER
[[She called. We found something in the middle.|We spoke, and there is an offer that works for both.|The call was
good, we keep it for another year.]] Thank you for being straight.
""",
    praise=(
        (1, "Only what they really use, with the number of people. A list one can decide on."),
        (5, "“The thing a salesperson might not say” earned all the trust in this case."),
        (6, "You passed it on word for word and with your own view. Perfect handover."),
    ),
    advice=(
        (4, "You handed over and left. A line to them after the call would round it off."),
        (3, "Where the {n} people come from is not said; they will be asked."),
    ),
    learned=("a comparison with only what they use", "to pass a question on word for word"),
    next_time=("naming the source of my numbers", "asking afterwards how it went"),
)

LICENCE_KEY = Scenario(
    key="licence-key",
    summary="server offline, licence file uploaded",
    product="Billing",
    tags=("licence", "renewal"),
    priorities=("urgent", "high"),
    assets=("{host}",),
    details={"days": range(1, 9)},
    subjects=(
        "Licence expired although we renewed",
        "Red banner: licence ends in {days} days",
        "Renewal paid, server still shows the old date",
        "License key not updated",
    ),
    script="""
CUSTOMER
We paid the renewal [[two weeks ago|last month]] and {host} still shows that the licence ends in {days} days. Everybody
sees the banner, [[people ask me whether we are closing down|and I am asked about it in the corridor]].

OWNER
Your renewal is booked and complete, so nothing will end in {days} days; only {host} has not heard of it. It asks us
once a day, over the network. Has it a way out?

```
larkctl licence refresh --verbose
```

If that fails, the file attached to this case does the same without a network: Settings, Licence, Upload.

CUSTOMER
It failed, “[[connection refused|connection timed out]]”, our server may not talk to the outside. [[The file worked,
banner gone, the date is next year.|With the file the banner is gone.]]

OWNER
Good. Then I mark {host} as offline in our books: <<you get the file by mail four weeks before every renewal from now
on, and nobody has to ask in the corridor.>>

CUSTOMER
That is exactly right. Can it go to licences@{domain} as well?

OWNER
Added. Both addresses will have it.
""",
    praise=(
        (
            2,
            "“Nothing will end in {days} days” in the first line. That is what everybody in that corridor wanted.",
        ),
        (4, "The file was attached before they needed it, so the failure cost them nothing."),
        (7, "Marking the server as offline fixes next year too."),
    ),
    advice=(
        (
            1,
            "That they pay for a banner everybody sees could have been named as a nuisance of ours.",
        ),
        (8, "That {host} is offline belongs to the account notes, not only here."),
    ),
    learned=("to attach the plan B to the first reply", "marking a server as offline"),
    next_time=("a note at the account", "saying sorry for the banner"),
)

SCENARIOS = (VAT, DOWNGRADE, LICENCE_KEY)
