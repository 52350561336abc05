"""Conversations about mails, uploads, calendars and phones. Text only."""

from casereview.demo.texts.scenario import Scenario

TOO_MANY_MAILS = Scenario(
    key="too-many-mails",
    summary="“watch when I comment” off by default",
    product="Workspace",
    tags=("notifications", "email"),
    priorities=("low", "normal"),
    details={"mails": range(60, 420)},
    subjects=(
        "{mails} mails a day",
        "How do I stop the notifications?",
        "Everybody gets mail about everything",
        "Mail flood since {since}",
    ),
    script="""
CUSTOMER
Our people get up to {mails} mails a day from you, since {since}. Most have made a rule that deletes them all, so now
they miss the important ones. [[How do we get back to a sane number?|What is a sensible setting?]]

OWNER
A rule that deletes everything is the sign that we have become noise. I looked at what you were sent: nine in ten are
“item changed”, for items people only watch because they once commented.

What works for others of your size:

1. Settings, Notifications, Defaults: “watch when I comment” off. It ends nine in ten.
2. “Mentioned or assigned”: at once. Everything else: one mail a day.
3. Tell people to remove their rule, else they will not see that it got quiet.

<<The third is the one that everybody forgets.>>

CUSTOMER
[[Done, all three.|All three steps are done.]] [[Yesterday’s number for me|My number of yesterday]]: four. Two of
them I even wanted.

OWNER
Two wanted ones in four is a very good share. If a team misses something, they can switch “watch when I comment” on for
themselves, it stays off for the rest.
""",
    praise=(
        (1, "“The sign that we have become noise” turns a complaint into something to repair."),
        (3, "You counted what they were sent, nine in ten. The advice follows from that."),
        (7, "The third step, which everybody forgets, is the clever one."),
    ),
    advice=(
        (4, "A look at their number a week later would show that it stayed quiet."),
        (6, "The default that floods people is worth a word to product, with your nine in ten."),
    ),
    learned=("to count before advising", "that people must remove their own rule"),
    next_time=("a look after a week", "taking the count to product"),
)

UPLOAD_FAILS = Scenario(
    key="upload-fails",
    summary="proxy limit of {mb} MB, client_max_body_size raised",
    product="Workspace",
    tags=("uploads", "network"),
    details={"mb": ("25", "50", "100", "10"), "percent": range(60, 100)},
    subjects=(
        "Uploads fail above {mb} MB",
        "Attachment stops at {percent} %",
        "“Upload failed” without a reason",
        "Large files cannot be attached",
    ),
    script="""
CUSTOMER
Attachments above {mb} MB fail with “Upload failed”. The progress goes to {percent} %, then this. Our limit in the
settings is 500 MB. [[Smaller ones are fine.|Everything below works.]]

OWNER
A limit of exactly {mb} MB that is not ours: something between the browser and {host} has one too. It says so, but our
page swallows the answer. You can see it in the browser: F12, Network, the red line. I expect the number 413.

CUSTOMER
413, yes. And under “Server” it says nginx, [[we do not run nginx, I think|but that may be our proxy]].

OWNER
Then somebody runs it for you, in front of {host}. The line they need to change:

```
client_max_body_size 500m;
```

<<With that number the person at the proxy will know at once; you can forward this message as it is.>>

CUSTOMER
Forwarded. Answer from [[our network team|the proxy people|our provider]] [[within five minutes|before lunch|within
the hour]]: “ah, yes”. [[Works.|It works now.]]

OWNER
“Ah, yes” is my favourite kind of answer. I have asked that our page shows what the server said instead of swallowing
it.
""",
    praise=(
        (3, "You said which number you expect before they looked. 413 it was."),
        (4, "“You can forward this message as it is” saved a translation and a day."),
        (5, "Light and friendly to the end, “ah, yes” included."),
    ),
    advice=(
        (8, "The request to show the server’s answer has no link, so nobody can follow it."),
        (2, "Files that failed before: do they have to be uploaded again? A yes would close it."),
    ),
    learned=(
        "to write messages that can be forwarded as they are",
        "saying the expected number first",
    ),
    next_time=("a link to the wish", "a word on what failed before"),
)

CALENDAR = Scenario(
    key="calendar",
    summary="feed had last year’s zone rules, floating times meanwhile",
    product="Workspace",
    tags=("calendar", "time-zones"),
    priorities=("normal", "low"),
    details={"zone": ("São Paulo", "Sydney", "New York", "Lisbon", "Cairo")},
    subjects=(
        "Calendar feed is one hour off",
        "Due dates appear a day early",
        "One hour wrong since {since} in {zone}",
        "Time zone of the calendar feed",
    ),
    script="""
CUSTOMER
In the calendar feed everything is one hour off for our people in {zone}, since {since}. [[Due dates at midnight
even show on the day before.|Things due at midnight appear on the day before.]] In the product itself the times are
right.

OWNER
Right in the product and one hour off in the feed, since {since}, only {zone}: the rules of that zone changed, and the
feed carries its own copy of the rules, from before.

I compared the two: the product has the rules of this year, the feed those of last year. The copy is renewed with the
next release.

[[What you can do now|Until then]]: people in {zone} can add `?floating=1` to the feed’s address. Then the calendar
program uses its own rules, which are right.

<<I know that sending an address round is a nuisance, so here is a text you can paste.>>

CUSTOMER
[[Pasted it, people have changed it, all correct.|Sent round as it was; all correct now.|Most have done it, and their
times are right.]] Do they need to change it back?

OWNER
No, it does no harm later. I will still write when the release is out, so that nobody wonders.

CUSTOMER
[[Kind of you.|Thank you for thinking of that.|Good, then we leave it.]]
""",
    praise=(
        (3, "You compared the two sets of rules instead of suspecting the calendar program."),
        (
            4,
            "“Do they need to change it back?” No, with a reason, and you still write when it is over.",
        ),
        (5, "A text to paste, because sending it round is a nuisance. So considerate."),
    ),
    advice=(
        (
            6,
            "Rules that live in two places will part again; a word to the platform team is missing.",
        ),
        (7, "Other zones may be affected; a list would let them check before people notice."),
    ),
    learned=("that the feed has its own rules", "a text to paste as part of the answer"),
    next_time=("asking why there are two copies", "checking the other zones too"),
)

SLOW_MOBILE = Scenario(
    key="mobile-sign-out",
    investigates=True,
    summary="battery saver put the app to sleep, set to unrestricted",
    product="Workspace",
    tags=("mobile", "notifications"),
    details={
        "phone": ("Android 15", "iOS 18", "some Samsung phones", "Pixel phones"),
        "hours": range(2, 12),
    },
    subjects=(
        "No push notifications on {phone}",
        "Mobile app shows yesterday’s list",
        "On-call missed an alert, app was silent",
        "App does not refresh in the background",
    ),
    script="""
CUSTOMER
On {phone} the app stays silent: on-call [[missed an alert for {hours} hours|saw an alert {hours} hours late]]. When
the
app is opened, everything arrives at once. [[On other phones it works.|iPads are fine.]]

OWNER
An alert that arrives {hours} hours late is no alert, so first the safety net: please set on-call to “push and call”
(Duty, Channels) until we are sure. The call does not depend on the app.

That all arrives when the app is opened means the messages wait on the phone, which has put the app to sleep to save
power. On {phone}: Settings, Battery, the app, “Unrestricted”.

CUSTOMER
Set for the three on duty. Test alert came in [[two|three]] seconds on two phones, and not on the third.

OWNER
Two of three is not enough for on-call. On the third, is there a second place: “Sleeping apps” or “Deep sleep”?
Some makers have both, and the second one wins.

CUSTOMER
There was[[, well hidden|]]. Now all three, [[two seconds|at once]]. We leave the call on as well.

OWNER
I would too. <<A quiet phone looks the same whether all is well or the app is asleep;>> the weekly test alert (Duty,
Channels, “Test on Mondays”) tells them apart.
""",
    praise=(
        (4, "The safety net came first, before any theory. On-call slept better."),
        (3, "“Two of three is not enough.” You did not let a good result stop you."),
        (7, "The Monday test alert is what they will thank you for in a year."),
    ),
    advice=(
        (8, "The names of both battery settings by maker would make a fine entry in our notes."),
        (6, "The mobile team may know more makers with two switches; they were not asked."),
    ),
    learned=("to set the safety net before the theory", "not to stop at two of three"),
    next_time=("collecting the makers in our notes", "a question to the mobile team"),
)

SCENARIOS = (TOO_MANY_MAILS, UPLOAD_FAILS, CALENDAR, SLOW_MOBILE)
