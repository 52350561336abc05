"""Conversations about invoices and payments. Text only."""

from casereview.demo.texts.scenario import Scenario

SEATS = Scenario(
    key="seats",
    investigates=True,
    summary="open invitations hold seats, credit note over {eur} €",
    product="Billing",
    tags=("invoices", "seats"),
    assets=("contract of {customer}",),
    details={"shown": range(24, 160), "real": range(7, 23), "eur": range(800, 5200, 10)},
    subjects=(
        "Invoice shows {shown} seats instead of {real}",
        "Billed for {shown} seats, we use {real}",
        "Licence shows {shown} seats after the update",
        "Too many seats on this month’s invoice",
    ),
    script="""
CUSTOMER
Our invoice [[of this month|that came {since}]] is for {shown} seats. We have {real} people using it. [[The difference
is about {eur} €.|That is {eur} € too much.]] Please correct the invoice.

OWNER
I have both numbers before me and can see how {shown} comes about: {real} people and the rest are accounts that were
invited and never came. An invitation holds a seat from the day it is sent. That is in the contract, and it still is
not what anybody expects.

So, in order: if you withdraw the open invitations today (People, Invited, select all), next month is right by itself.
For this month I have asked billing for a credit note, since you were never told. <<I cannot promise it, I can promise
that you have an answer by {next_day}, {hour}:00.>>

CUSTOMER
[[Withdrawn.|All withdrawn.]] [[They came from our directory, somebody had invited a whole department for a trial.|A
team lead had invited everybody “to have a look”.|It was an old project that nobody had cleaned up.]]

NOTE
Credit requested with {colleague}. Contract of {customer} renews in spring, they have been fair with us; I would grant
it.

OWNER
The answer is yes: you get a credit note over {eur} € with the next invoice. And so that a department does not walk in
again: Settings, Seats, “ask before going over {real}”.

CUSTOMER
[[That was quick and very decent.|More than I hoped for.|Very fair, thank you.]] [[Switch is on.|The switch is set.]]
""",
    praise=(
        (
            4,
            "“I cannot promise it, I can promise that you have an answer”, and it came a day early.",
        ),
        (
            5,
            "“In the contract, and still not what anybody expects” takes their side without blaming ours.",
        ),
        (7, "The switch that asks before going over is what they needed most."),
    ),
    advice=(
        (3, "Both numbers side by side, as a list of names, would have settled it without trust."),
        (
            8,
            "Why the credit was granted is worth a line; the next one of us will have to decide the same.",
        ),
    ),
    learned=(
        "the difference between promising a result and promising an answer",
        "that an invitation holds a seat",
    ),
    next_time=("the list of names next to the numbers", "writing down why we were generous"),
)

CHARGED_TWICE = Scenario(
    key="charged-twice",
    investigates=True,
    summary="late confirmation, second payment refunded",
    product="Billing",
    tags=("payments", "refund"),
    priorities=("high", "urgent", "high"),
    assets=("contract of {customer}",),
    details={"eur": range(300, 9400, 15), "digits": range(1004, 9890)},
    subjects=(
        "Card charged twice in the same month",
        "Two payments of {eur} €",
        "Double charge on the card ending {digits}",
        "Please refund the second payment",
    ),
    script="""
CUSTOMER
Our card ending {digits} was charged {eur} € twice, [[on the same day|two days apart]]. [[One of them must be a
mistake.|Only one invoice belongs to it.]] Our finance team wants to know today.

OWNER
I see the two payments of {eur} € and only one invoice, so you are right and one of them goes back. I have started the
refund before writing this; the reference is RF-{ref}-{digits}, finance can put that in their books today.

It takes three to five bank days until you see it. <<The money is on its way back from this minute, even if your
statement does not know it yet.>>

You will also want to know why, and so do I. I will tell you by {next_day}, {hour}:00.

NOTE
Payment provider timed out, retry made a second charge with a new key. Billing confirms: the idempotency
key was not carried over. {colleague} saw the same in {ref}. Fix in review.

OWNER
As promised, the why: the first payment went through, but its confirmation reached us late. Our system took it for lost
and tried again. That should have been recognised as the same payment and was not; the correction is being tested.

CUSTOMER
Thank you for the reference, [[that was all finance wanted|finance was content with that]]. [[Refund arrived this
morning.|The refund is on the statement.]]
""",
    praise=(
        (4, "The refund was started before you wrote, and the why came on the promised day."),
        (2, "Finance wanted something today, and the reference was it."),
        (
            5,
            "“Even if your statement does not know it yet” is a charming way to explain bank days.",
        ),
    ),
    advice=(
        (
            7,
            "They could see the payments themselves under Billing, History. A pointer costs one line.",
        ),
        (8, "The correction has no number here, so we cannot see whether it ever shipped."),
    ),
    learned=("to start the refund before the reply", "giving finance the one thing they need"),
    next_time=("the number of the correction", "showing where they can see it themselves"),
)

PO_NUMBER = Scenario(
    key="po-number",
    summary="reference {po} set, old invoices cancelled and issued again",
    product="Billing",
    tags=("invoices",),
    priorities=("low", "normal"),
    assets=("contract of {customer}",),
    details={"po": range(450012, 458990), "count": range(2, 7)},
    subjects=(
        "Purchase order number on the invoice",
        "{count} invoices returned, PO number missing",
        "Please add PO {po}",
        "Accounting refuses invoices without our PO",
    ),
    script="""
CUSTOMER
Our accounting sends back every invoice without our purchase order number, {count} so far. It is {po} for this year.
[[Where do we enter it?|Can you put it on?]] And can the {count} be issued again?

OWNER
Both, yes. For the future: Billing, Details, “Reference on invoices”, put {po} there and it is on every invoice until
you change it.

The {count} old ones: an invoice cannot be changed once it is sent, that is law in most places. <<What we can do is the
honest version of it: cancel and issue again, same date of service, new number.>> Would your accounting take that?

CUSTOMER
They would. Reference is entered. Please cancel and reissue all {count}.

OWNER
Done, all {count} are in your inbox and under Billing, with {po} on them. They are due 30 days from today, so nobody
gets a reminder for the old ones.

CUSTOMER
[[Accepted by accounting. A first.|Accounting has taken all of them.|Booked, every one.]]
""",
    praise=(
        (2, "Future and past, both answered, in the order they can act on."),
        (5, "“The honest version of it” says that rules matter and still helps."),
        (4, "You thought of the reminders for the old invoices before they came."),
    ),
    advice=(
        (
            3,
            "Whether the law is the same in their country was not checked; “in most places” is a guess.",
        ),
        (7, "The reference field can differ by cost centre. They may need that by next year."),
    ),
    learned=("cancel and issue again as the honest way", "to stop the reminders nobody mentioned"),
    next_time=("checking the rule for their country", "mentioning the cost centres"),
)

SCENARIOS = (SEATS, CHARGED_TWICE, PO_NUMBER)
