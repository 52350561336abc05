"""Conversations about exports and reports. Text only."""

from casereview.demo.texts.scenario import Scenario

NUMBERS_DIFFER = Scenario(
    key="numbers-differ",
    summary="dashboard counts by local time, export by UTC",
    product="Analytics",
    tags=("exports", "time-zones"),
    details={
        "a": range(1210, 4800),
        "diff": range(9, 96),
        "zone": ("Europe/Madrid", "America/Chicago", "Asia/Tokyo", "Europe/Oslo"),
    },
    subjects=(
        "Dashboard and export show different numbers",
        "{diff} items fewer in the CSV than on screen",
        "Which number is right?",
        "Monthly total differs by {diff}",
    ),
    script="""
CUSTOMER
The dashboard shows {a} items for last month, the CSV export of the same filter has {diff} fewer.
[[Which one do I report?|Which of the two may I report to my management?]] I need to hand it in [[tomorrow|on
{next_day}]].

OWNER
Before the why, the answer you need: report the number of the dashboard, {a}. It counts by your time zone, and that is
what people mean by “last month”.

The export counts by UTC. So what happened in the evening of the last day is in the next month there, and the {diff}
items are those. I compared both lists and every single one lies in those hours.

CUSTOMER
That is a relief, and a little scary. Our whole history of reports comes from the export.

OWNER
Then let us see how large it is, rather than be scared of it. Over a year the ends and beginnings cancel out, except
at the two edges. For each month you can get the export in your zone with one parameter:

```
larkctl export items --month last --time-zone {zone}
```

<<If an auditor asks: both numbers are right, they answer different questions.>> The export page should say which one
it answers; I have written that to the team.

CUSTOMER
I redid the last [[six|twelve|nine]] months, the largest difference is [[under one percent|0.{n} percent]]. I can
live with that, and explain it.
""",
    praise=(
        (
            2,
            "“Which one do I report?” was answered in the first sentence. The why could wait, and did.",
        ),
        (3, "You compared both lists and accounted for all {diff}. No hand-waving."),
        (
            5,
            "“Both numbers are right, they answer different questions.” I will say that to a customer soon.",
        ),
    ),
    advice=(
        (
            4,
            "They had to hand it in within a day; naming that date back to them would show that you saw it.",
        ),
        (
            6,
            "A default that surprises an auditor deserves a product ticket with a number in the case.",
        ),
    ),
    learned=(
        "to give the number first and the reason second",
        "how to take the fear out of a discrepancy",
    ),
    next_time=("repeating their deadline in my first line", "a number for the wish to the team"),
)

REPORT_NOT_SENT = Scenario(
    key="report-not-sent",
    summary="own domain did not allow our mails, DKIM record added",
    product="Analytics",
    tags=("reports", "email"),
    details={
        "who": ("our board", "twelve regional leads", "the night shift", "finance"),
        "times": range(2, 6),
    },
    subjects=(
        "Scheduled report did not arrive",
        "Weekly report missing for {times} weeks",
        "Report says “sent”, nobody got it",
        "Where do the report mails go?",
    ),
    script="""
CUSTOMER
The scheduled report for {who} did not arrive, {times} times in a row now. In the product it says “sent”.
[[Nothing in spam.|Spam folders are empty.]] People have begun to ask me for it by hand.

OWNER
“Sent” there, nothing here, and you in the middle answering by hand. From our mail log: we handed each of them to your
mail server, and it accepted them. This is the line for the last one:

```
250 2.6.0 <report-{req}@larkfield.example> Queued mail for delivery
```

So they vanish after your front door. With this message id your mail team can follow one of them in a minute.
<<I know “ask your mail team” is what everybody says; the id is what makes it a short talk.>>

CUSTOMER
[[They found it: quarantined|With the id it took them two minutes: quarantined|It was in a quarantine nobody reads]],
because the sender is ours and the server is yours. Somebody set a DMARC policy
[[last month|in spring]].

OWNER
That fits to the day. Reports go out in the name of your own domain, so your domain has to say that we may. One
record, and I have checked that the value is the one for your region:

```
lf1._domainkey.{domain}. CNAME lf1.dkim.larkfield.example.
```

CUSTOMER
Set. I sent a test to {who} and had answers within minutes.

OWNER
Then {who} will have the next one {next_day} as usual. The line under the schedule will show a warning from now on if a
report is refused later; you would have seen this in the first week.
""",
    praise=(
        (3, "The message id turned “ask your mail team” into a two-minute talk. Brilliant."),
        (5, "“And you in the middle answering by hand”: you saw the person."),
        (7, "The warning under the schedule means that they notice it themselves."),
    ),
    advice=(
        (
            2,
            "They did not ask, but the reports of the lost weeks were still missing. Offer to send them again.",
        ),
        (
            4,
            "“As usual” is a promise about our schedule. A look on that morning would have kept it.",
        ),
    ),
    learned=("to hand over an id instead of advice", "how a DMARC policy looks from our side"),
    next_time=("offering to send the lost ones again", "a look at the first real delivery"),
)

CSV_ENCODING = Scenario(
    key="csv-encoding",
    summary="option “For Excel” in the export",
    product="Analytics",
    tags=("exports", "encoding"),
    priorities=("low", "normal"),
    details={"word": ("Ångström", "Peña", "Žižka", "Çelik", "Brontë")},
    subjects=(
        "Broken letters in the CSV export",
        "“{word}” is unreadable in Excel",
        "Export: accents are wrong",
        "CSV opens in one column with strange characters",
    ),
    script="""
CUSTOMER
In the CSV export names like “{word}” come out as gibberish, and everything sits in one column. In the browser
they are right. [[We open it in Excel by double click.|My colleagues open the files in Excel.]]

OWNER
The file is fine and the double click is the trouble: Excel guesses the letters and the separator, and in your
language it guesses wrong, twice. Opening it by Data, From text, UTF-8, comma works. But nobody wants to do that every
week, so:

Export, Options, “For Excel” writes a mark at the beginning and uses your separator. <<It is remembered for your
account, so this is a thing of one minute, once.>>

CUSTOMER
[[Works for the new ones.|New exports are fine.]] [[Two years of old exports|Our archive of old exports]] have it
too, I suppose?

OWNER
They do, and they are not damaged, only labelled badly. On the share where they lie:

```
for f in *.csv; do printf '\\xEF\\xBB\\xBF' | cat - "$f" > "excel/$f"; done
```

It copies, the originals stay as they are. If you would rather not run a loop, send me the names of the few that
matter and I do those.

CUSTOMER
The loop was easy. [[“{word}” thanks you.|“{word}” is himself again, so to speak.]]
""",
    praise=(
        (
            5,
            "“In your language it guesses wrong, twice” explains it without blaming them or Excel.",
        ),
        (7, "One minute, once. You found the option that stays."),
        (2, "You thought of those who would rather not run a loop."),
    ),
    advice=(
        (
            3,
            "You were sure from experience; a look at the first bytes of their file would have proved it.",
        ),
        (8, "The option “For Excel” is worth naming in a closing line, people will search for it."),
    ),
    learned=(
        "the option for Excel, which I never noticed",
        "to keep the originals in every command I send",
    ),
    next_time=(
        "a look at their file before naming the cause",
        "a last line with the option’s name",
    ),
)

SCENARIOS = (NUMBERS_DIFFER, REPORT_NOT_SENT, CSV_ENCODING)
