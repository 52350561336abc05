"""Conversations about the day of the late webhooks. Text only."""

from casereview.demo.texts.scenario import Scenario

LATE_WEBHOOKS = Scenario(
    key="late-webhooks",
    summary="one bulk change filled the queue, fair share added",
    product="API",
    tags=("webhooks", "delay", "major"),
    priorities=("urgent",),
    assets=("us-east",),
    subjects=("Webhooks arrive up to five hours late",),
    script="""
CUSTOMER @0 08:50
Webhooks from us-east arrive late, some by five hours, and out of order. We dispatch trucks on them: right now drivers
stand at gates that are not open yet, or are long closed.

OWNER @0 09:02
Trucks at closed gates: then the order matters even more to you than the delay. I see the queue of us-east at 1.9
million, growing since 04:00 your time, so you are right in every point.

While we bring it down, this call gives you the state of now, past the queue, for as many gates as you like:

```
GET /v3/items?view=current&updated_since=30m
```

<<If your dispatchers ask that every five minutes, they can steer by it until I say that the queue is empty.>>

NOTE OMAR @0 09:15
Major case. One customer’s bulk change filled the queue, the fair share between customers did not hold. Owners of child
cases: offer the polling call, do not promise a time yet.

CUSTOMER @0 09:48
Polling is in, a colleague wrote it in 20 minutes. Trucks go to the right gates again. When is the queue empty?

OWNER @0 10:00
At the present pace around 17:00 your time; I will correct that every hour. The sender that filled it is on its own
queue now, so it does not grow any more.

OWNER @0 13:00
Hourly word: 640,000 left, 15:40 rather than 17:00.

OWNER HOLD @0 15:58
Empty since 15:52, all deliveries within two seconds. Please keep the polling until tomorrow, it does no harm. The
document about cause and measures follows by {next_day}.

CUSTOMER @0 16:20
We will keep it for ever, as a button called “plan B”.

NOTE @1 10:00
Document approved by Omar and published. Measure with a date: fair share per customer, load-tested with their pattern.

OWNER @1 11:30
Here is the document. The sentence I would like you to remember: one customer can no longer stand in front of another,
and we test that every week with a copy of that morning.

CUSTOMER @1 14:05
Read, understood, thank you. The drivers never knew that there was a plan B.
""",
    praise=(
        (
            1,
            "“Trucks at closed gates: then the order matters even more.” You saw what the delay means to them.",
        ),
        (3, "The length of the queue, since when, in the first reply. Facts calm."),
        (4, "Hourly words, and the estimate got better, not worse."),
        (7, "A call to steer by until it is over; they kept it as plan B."),
    ),
    advice=(
        (
            8,
            "The polling call stands in the middle of the thread; it is the one thing the next team will need.",
        ),
        (
            5,
            "“The fair share did not hold” in the document is our language; “one customer pushed in front” is theirs.",
        ),
    ),
    learned=("to ask what a delay does to people", "giving a plan B they can write in 20 minutes"),
    next_time=(
        "plan B as the first line of the summary",
        "the customer’s words in the document too",
    ),
)

WEBHOOK_CHILD = Scenario(
    key="webhook-child",
    summary="queue of us-east was long, empty since 15:52",
    product="API",
    tags=("webhooks", "delay"),
    priorities=("high", "urgent", "normal"),
    assets=("us-east",),
    details={"mins": range(35, 290)},
    subjects=(
        "Webhooks delayed by {mins} minutes",
        "No webhooks since this morning",
        "Events arrive hours late",
        "Webhook queue stuck?",
    ),
    script="""
CUSTOMER
Webhooks [[come {mins} minutes late|are late, the last one by {mins} minutes]]. Our endpoint is [[up and quick|fine, we
checked]]. [[Are others affected?|Is something wrong on your side?]]

OWNER @0 10:20
Something is wrong on our side, and your endpoint is innocent: the queue of us-east is long since early this morning.
Nothing is lost, it only comes late and not always in order.

<<If something of yours depends on the order, compare `occurred_at` and not the time of arrival.>>

CUSTOMER @0 10:45
[[Good to know about `occurred_at`. We can wait.|Thank you, waiting is fine as long as nothing is lost.|We order by
`occurred_at` now.]]

OWNER @0 16:05
The queue is empty since 15:52 and deliveries take two seconds again. [[Could you confirm?|Do you see the same?]]

CUSTOMER @0 17:00
[[Same here.|Confirmed, two seconds.]]
""",
    praise=(
        (5, "“Your endpoint is innocent.” They had been searching for an hour."),
        (3, "Late, not lost, and how to order it: precise."),
    ),
    advice=(
        (
            4,
            "From the morning to 15:52 there was one message. The hourly word of the major case could have been "
            "sent on.",
        ),
        (6, "Their {mins} minutes would have been a useful number for the bridge."),
    ),
    learned=("`occurred_at` as the answer to disorder", "to acquit the customer’s side first"),
    next_time=("sending the hourly word on", "passing their numbers to the bridge"),
)
