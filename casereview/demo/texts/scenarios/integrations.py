"""Conversations about webhooks, tokens and browsers that call the API. Text only."""

from casereview.demo.texts.scenario import Scenario

WEBHOOK_SIGNATURE = Scenario(
    key="webhook-signature",
    summary="signature v2 covers the raw bytes, the parser changed them",
    product="API",
    tags=("webhooks", "security"),
    priorities=("high", "normal"),
    details={"lib": ("Express", "Flask", "Spring", "Laravel", "Rails"), "count": range(40, 900)},
    subjects=(
        "Webhook signature does not verify after key rotation",
        "Signature mismatch on every webhook since {since}",
        "{count} webhooks refused, signature wrong",
        "Webhook HMAC differs from ours",
    ),
    script="""
CUSTOMER
We rotated the webhook key [[{since}|as the yearly policy asks]] and since then every delivery fails our signature
check, {count} so far. [[We compute HMAC-SHA256 over the body with the new key.|The new key is in place, we checked
twice.]] Our receiver is written in {lib}.

OWNER
{count} refused deliveries, and all after the rotation: so the key is where I would look as well, but there is a
second suspect, the body. Many frameworks parse the JSON and hand you a new spelling of it, which has another
signature than the bytes we sent.

This tells the two apart with one delivery you saved:

```
printf '%s' "$RAW_BODY" | openssl dgst -sha256 -hmac "$NEW_KEY"
```

If that equals our header, it is the body; if not, it is the key. <<Nothing is lost meanwhile: we keep and retry each
delivery for 72 hours.>>

CUSTOMER
With the raw body it matches. So it is the body. But it worked for
a year?

OWNER
A fair question, and I wanted to know too. With the rotation you got the new signature version, `v2`, which covers the
bytes exactly. The old `v1` was computed over a normalised JSON, so a parser in between did no harm. The rotation page
does say so, in its last paragraph, where nobody reads; I have asked for it to be the first.

In {lib} you need the raw body before the JSON parser touches it. The three lines for that are in our
receiver examples.

CUSTOMER
That was it. The {count} are coming in now from the retries. [[Thank you for the “why”, that was what I had to explain
to my boss.|Good explanation, I could pass it on as it is.]]
""",
    praise=(
        (3, "One command that tells two causes apart. I have put it into my own notes."),
        (1, "“But it worked for a year?” is the real question and you treated it as one."),
        (2, "Telling them that nothing is lost for 72 hours took the hurry out before they asked."),
    ),
    advice=(
        (
            7,
            "A link to the {lib} example itself would have saved them the search for “receiver examples”.",
        ),
        (4, "You asked for the documentation to change; when they can expect it stays open."),
    ),
    learned=(
        "that v2 signs the bytes",
        "how to treat “but it worked for a year” as a real question",
    ),
    next_time=("the direct link beside the hint", "coming back when the page is changed"),
)

DOUBLE_DELIVERY = Scenario(
    key="double-delivery",
    summary="answer after more than 10 s counts as lost, compare event_id",
    product="API",
    tags=("webhooks", "retries"),
    details={"n": range(14, 260), "secs": range(11, 29)},
    subjects=(
        "Webhooks arrive twice",
        "{n} duplicate deliveries on one evening",
        "Same event, two deliveries, {secs} seconds apart",
        "Duplicate orders because of repeated webhooks",
    ),
    script="""
CUSTOMER
[[On {since}|Recently]] {n} events were delivered twice, about {secs} seconds apart, and [[we booked them
twice|our system acted twice]]. Delivery ids differ, content is the same. [[Is that a bug?|That should not happen,
should it?]]

OWNER
It should be rare, and it will never be impossible, so let me give you both halves honestly.

Why it happened: your endpoint answered after {secs} seconds for those {n}. We wait 10, then take it for lost and send
again. So both arrived.

Why it can always happen: a network can lose your answer after you have done the work. Nobody can tell the two apart
from outside. That is why each event has an `event_id` that stays the same in every delivery.

<<If you store the event_id and ignore those you have seen, no retry of ours can ever book twice.>>

CUSTOMER
We used the delivery id for that, which explains it. Is there a list of the {n} so that we can reverse them?

OWNER
Of course, that is the part that hurts today. Attached: {n} event ids with both delivery times.

And one thought on the {secs} seconds: answering 202 at once and working afterwards makes you independent of our
patience altogether.

CUSTOMER
Reversed all {n}, and the check uses event_id now. The 202 idea goes on the list for next sprint.
""",
    praise=(
        (1, "Both halves, why it happened and why it always can: that is an answer that lasts."),
        (2, "They needed the list of {n} more than the theory and you had it ready."),
        (
            5,
            "“That is the part that hurts today” shows that you thought of the person doing the reversals.",
        ),
    ),
    advice=(
        (
            6,
            "A word with the webhook team on the name “delivery id” might spare the next customer.",
        ),
        (
            8,
            "The list is attached, but how you made it is not written down; I could not repeat it.",
        ),
    ),
    learned=(
        "to say what can always happen, and not only what did",
        "the difference between the two ids",
    ),
    next_time=("writing down the query behind a list", "putting the list before the lesson"),
)

TOKEN_OF_LEAVER = Scenario(
    key="token-of-leaver",
    is_hurried=True,
    summary="personal token ended with its account, service account instead",
    product="API",
    tags=("tokens", "accounts"),
    priorities=("urgent", "high", "high"),
    details={
        "job": (
            "the nightly backup",
            "the release pipeline",
            "the billing export",
            "the status page",
        )
    },
    subjects=(
        "All integrations stopped at once",
        "401 since {since}, nothing was changed",
        "Token invalid after a colleague left",
        "Pipeline broken: unauthorised",
    ),
    script="""
CUSTOMER
[[Since {since}|As of {since}]] {job} gets 401 from the API. Nobody changed anything. [[We need this running tonight.|
It has to run again tonight.]]

OWNER
Tonight it will. A token that worked and then does not, with no change, usually belonged to a person: when an account
is closed, its tokens end with it. Did somebody leave around {since}?

[[To get {job} going|For tonight]]: People, Service accounts, New, with the two scopes `read:items` and `write:runs`,
then put its token in place of the old one. Three minutes.

CUSTOMER
Yes, a colleague had his last day. Service account works, {job} is running. How do we find out what else hangs on
personal tokens before the next person goes?

OWNER
That is the best question of my week. This lists every personal token that was used by something other than a browser
in the last 30 days:

```
larkctl tokens list --personal --used-by automation --since 30d
```

<<If the list is long, do not move them all at once: one a day, and watch it for a night.>>

CUSTOMER
[[Eleven.|Seven.|Fourteen.]] [[More than I feared.|We will be busy for two weeks.]] Thank you for the order to do it
in.

NOTE
Good candidate for the leaver checklist in the docs. {colleague} collects those.
""",
    praise=(
        (4, "“Tonight it will.” Three words, and the rest of the message shows how."),
        (7, "The list of tokens that will break next is worth more than the fix."),
        (1, "You asked about a leaver before they knew that it mattered."),
    ),
    advice=(
        (
            3,
            "You were right, but you could have shown the audit entry of the closed account as proof.",
        ),
        (2, "They did not get a word on whether last night’s {job} has to be made up."),
    ),
    learned=("to ask who left", "“one a day, and watch it for a night”"),
    next_time=("showing the entry that proves it", "asking what was missed meanwhile"),
)

CORS = Scenario(
    key="cors",
    summary="no CORS but a small proxy, so that the token stays on the server",
    product="API",
    tags=("api", "browser"),
    priorities=("normal", "low"),
    details={
        "port": ("3000", "5173", "8080"),
        "what": ("a small internal tool", "a status wall", "a wallboard"),
    },
    subjects=(
        "Browser refuses the API, curl works",
        "CORS error from {what}",
        "Preflight answered with 403",
        "API from the browser on port {port}",
    ),
    script="""
CUSTOMER
We build {what} that calls your API from the browser. curl works, the browser says the request is blocked by CORS.
[[Can you add our origin?|Which header do you need from us?]] It is `https://tools.{domain}:{port}`.

OWNER
I could add the origin, and I would like to talk you out of it first. For the browser to call us, your API token has
to be in the page, where everybody who opens {what} can read it.

[[May I suggest|What I would do instead]]: a few lines on your own server that hold the token and pass on just the one
call you need. The browser asks your server, so there is no CORS at all.

```
location /feed {
    proxy_pass https://api.{domain}/v3/items?view=wall;
    proxy_set_header Authorization "Bearer $feed_token";
}
```

<<If it must be the browser, tell me what the token can see, and I add the origin.>>

CUSTOMER
I had not thought of the token, and it can see [[rather a lot|everything, it turns out]]. The proxy took [[ten
minutes|a quarter of an hour|one coffee]]. Thank you for saying no, sort of.

OWNER
“No, sort of” is a fair description. One last thing: since the old token has been in a page, please make a new one and
delete that.
""",
    praise=(
        (1, "They asked for a header; you saw the token in the page."),
        (5, "“I would like to talk you out of it first” is the friendliest refusal I have read."),
        (7, "The five lines of proxy are complete. They needed nothing else."),
    ),
    advice=(
        (
            2,
            "They asked which header is needed. It was a fair question and stayed without an answer.",
        ),
        (3, "You could have shown the token in the page, one screenshot says it."),
    ),
    learned=("to ask what a request puts at risk", "refusing with a better offer in hand"),
    next_time=("answering the small question too", "showing the risk instead of telling it"),
)

SCENARIOS = (WEBHOOK_SIGNATURE, DOUBLE_DELIVERY, TOKEN_OF_LEAVER, CORS)
