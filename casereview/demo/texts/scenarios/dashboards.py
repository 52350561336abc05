"""Conversations about dashboards. Text only."""

from casereview.demo.texts.scenario import Scenario

SLOW_DASHBOARD = Scenario(
    key="slow-dashboard",
    investigates=True,
    summary="one chart grouped by every label, now top 10 only",
    product="Analytics",
    tags=("performance", "dashboards"),
    priorities=("high", "urgent", "normal"),
    details={
        "secs": range(17, 62),
        "board": ("Operations overview", "Team health", "Delivery", "Service desk"),
    },
    subjects=(
        "Dashboard takes {secs} s to open since {since}",
        "“{board}” is slow for everybody",
        "{secs} seconds until the first chart",
        "Dashboards time out in the morning",
    ),
    script="""
CUSTOMER
The dashboard “{board}” takes {secs} seconds to open since {since}. Before it was two or three.
[[It is on the wall in three offices, so everybody sees it.|Our management looks at it every morning, so this is
visible.]] Other dashboards are [[a bit slower too|normal]].

OWNER
{secs} seconds on a wall that everybody walks past, I understand. I opened “{board}” from here with your account’s
read-only view and see the same, so you do not need to prove anything.

[[Nine tenths of the time|Nearly all of the time]] goes into one chart, the one that groups by label. Was a filter or
a label added around {since}?

CUSTOMER
Somebody imported labels from the old tool. About {n},000 of them.

OWNER
That is the cause: the chart draws one line for each label, and then hides all but ten. The people see ten, the
database counts {n},000.

Two clicks make it quick again: chart, Edit, “Top 10 only” (that asks the database for ten, instead of hiding the
rest).

<<I would not delete the labels, they are somebody’s work.>>

CUSTOMER
Three seconds. [[Could that not be the default?|Why is that not the default?]]

OWNER
It will be for new charts from the next release on; for existing ones nobody wanted to change silently what people
see. I think that is right, but I have asked for a hint beside slow charts.
""",
    praise=(
        (1, "You saw the wall that everybody walks past, and said so. They felt understood."),
        (3, "“You do not need to prove anything”: you opened it yourself and timed it."),
        (2, "Why it is not the default got a real answer, with the reason against it too."),
    ),
    advice=(
        (7, "How to find the slow chart alone (the stopwatch icon) would have been a nice gift."),
        (4, "You asked for the hint beside slow charts; they will wonder what came of it."),
    ),
    learned=("opening the thing myself before asking", "to spare what is somebody’s work"),
    next_time=("showing how to find the slow chart", "a line on what becomes of the wish"),
)

RETENTION_GAP = Scenario(
    key="retention-gap",
    investigates=True,
    summary="daily sums kept {months} months, rebuilt from raw data, now 36",
    product="Analytics",
    tags=("data", "retention"),
    priorities=("high", "normal", "urgent"),
    details={"months": ("13", "12", "24"), "since_when": ("January", "March", "last autumn")},
    subjects=(
        "Charts are empty before {since_when}",
        "History is gone?",
        "Data older than {months} months missing",
        "Did we lose our history?",
    ),
    script="""
CUSTOMER
All charts are empty before {since_when}. [[Did we lose our data?|Has our history been deleted?]] We need the old
numbers for [[a yearly comparison|an audit]], please tell me they still exist somewhere.

OWNER
They exist. I looked before writing anything else: your raw data goes back to your first day. What is gone are the
daily sums that the charts are drawn from; those are kept for {months} months on your plan.

They can be built again from the raw data, for any period. For the comparison, which months do you need, and by when?

CUSTOMER
You cannot imagine how glad I am about your first sentence. The same quarter of last year, by {next_day}.

NOTE
Rebuild of one quarter takes a good hour on their size. {colleague} runs those, asked for tonight.

OWNER
It runs tonight, and I check it tomorrow at {hour}:00 before you need it. <<You can plan with it.>>

So that it does not come back as a surprise: the keeping time can be set to 36 months for your plan, at no cost. Shall
I?

CUSTOMER
[[Numbers are there and they agree with our old slides.|Everything is back, I compared it with last year’s
slides.|The quarter is complete, to the last digit.]] Yes please, 36 months.

OWNER
Set, it holds from today for everything that still exists. I have also asked why a chart shows nothing, instead of
“not kept”; an empty chart should never look like a loss.
""",
    praise=(
        (2, "“They exist.” Two words, first. They told you what it meant to them."),
        (4, "You checked at the hour you had named, before they needed it."),
        (6, "The rebuild was asked for the same evening, with the person named."),
    ),
    advice=(
        (
            7,
            "A sentence on how to see the keeping time themselves would make them independent of us.",
        ),
        (3, "You could have shown the row count of the oldest month as proof that it exists."),
    ),
    learned=("to look before I write the first word", "that an empty chart looks like a loss"),
    next_time=("showing the proof next to the comfort", "where the setting can be seen"),
)

EMBEDDED_BLANK = Scenario(
    key="embedded-blank",
    summary="share link for embedding, limited to one page",
    product="Analytics",
    tags=("embedding", "browser"),
    details={
        "where": ("our intranet", "our wiki", "an internal page", "our customer portal"),
        "where_host": ("intranet", "pages", "wiki", "portal"),
        "browser": ("Safari", "Firefox", "Chrome"),
    },
    subjects=(
        "Embedded dashboard stays blank in {where}",
        "White frame instead of the chart",
        "Embedding works for me, not for others",
        "{browser} shows an empty frame",
    ),
    script="""
CUSTOMER
We embedded a dashboard in {where}. I see it, most colleagues see a white frame, above all those with {browser}.

OWNER
You see it and others do not: the most likely difference is that you are signed in to us in the same browser, and they
are not, or their {browser} does not send our cookie inside a foreign page. Both end in a white frame, and neither says
so. That should be better.

You can tell the two apart: in a white frame, right click, “Open frame in new tab”. A sign-in page means the first, the
dashboard means the second.

CUSTOMER
For [[two|three|most of them]] it was the sign-in page. For one with {browser} it was the dashboard.

OWNER
So both at once, good to know. The one cure for both is a share link made for embedding: it carries its own right to
see
just this dashboard and needs no cookie.

Dashboard, Share, “For embedding”, allowed page `https://{where_host}.{domain}`.

<<Please think for a moment about who can open that page, because all of them can then see the dashboard.>>

CUSTOMER
[[Only staff, so that is fine, but thank you for asking.|Only people with a badge can open it, so that is fine.]]
[[Everybody sees it now.|No white frames any more.]]
""",
    praise=(
        (3, "A right click that tells two causes apart, in words anybody can follow."),
        (7, "You made them think about who can open the page. That is looking after a customer."),
        (1, "You took “I see it, others do not” as the clue it is."),
    ),
    advice=(
        (6, "A white frame that says nothing is worth a report to product; I could not find one."),
        (4, "The share link can expire; when is not said."),
    ),
    learned=("the new-tab trick", "asking who can see it before opening it up"),
    next_time=("reporting the silent white frame", "naming when a link ends"),
)

SCENARIOS = (SLOW_DASHBOARD, RETENTION_GAP, EMBEDDED_BLANK)
