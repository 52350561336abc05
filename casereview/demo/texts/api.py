"""Conversations about the API, webhooks and imports. Text only."""

from casereview.demo.texts.scenario import Scenario

WEBHOOK_SIGNATURE = Scenario(
    key="webhook-signature",
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
With the raw body it matches. So it is the body. But it worked for a year?

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
        (7, "A link to the {lib} example itself would have saved them the search for “receiver examples”."),
        (4, "You asked for the documentation to change; when they can expect it stays open."),
    ),
    learned=("that v2 signs the bytes", "how to treat “but it worked for a year” as a real question"),
    next_time=("the direct link beside the hint", "coming back when the page is changed"),
)

PAGINATION = Scenario(
    key="pagination",
    product="API",
    tags=("api", "pagination"),
    details={"page": range(31, 240), "rows": ("100", "50", "200")},
    subjects=(
        "Pagination repeats the last page",
        "Export loop never ends at page {page}",
        "API returns the same {rows} rows again and again",
        "Last page comes back for ever",
    ),
    script="""
CUSTOMER
Our nightly export never stops: from page {page} on the API [[returns the same {rows} rows again|gives us the last
{rows} rows over and over]]. We stop when a page is empty, as in your own example. [[This worked until {since}.|It was
fine until {since}.]]

OWNER
Sorry for the night of duplicates. Two things meet here. Since 6.8 the last page repeats instead of being empty when
you go past the end with `page=`, which is a fault of ours (I have reproduced it and opened it as a bug). And paging by
number can skip or repeat rows anyway while data changes, so the safe way out is also the better one:

```
GET /v3/items?limit={rows}
Link: <https://api.{domain}/v3/items?cursor=eyJpZCI6>; rel="next"
```

Follow `rel="next"` until there is none. <<If you would rather not change code today, stopping when a page has fewer
than {rows} rows also works.>>

CUSTOMER
Why is the example in the documentation not like that? We copied it.

OWNER
Because we changed one and forgot the other, plainly. The example with `page=` is gone as of this afternoon, and the
old parameter says in its description that it is frozen.

CUSTOMER
Appreciated. We switched to the cursor, it is also [[twice as fast|noticeably faster]]. Export finished at 02:10.

NOTE
Bug LF-{ref} is linked. Worth a line in the release notes: two more customers loop on this.
""",
    praise=(
        (5, "“We changed one and forgot the other, plainly.” They stopped being angry right there."),
        (3, "You had reproduced the fault before you called it one."),
        (7, "The cursor is the better way anyhow, and you showed it with the exact header they will see."),
    ),
    advice=(
        (4, "The bug got a number, but the customer does not know it and cannot follow it."),
        (2, "They did not say whether the duplicates already written can be removed. Worth asking."),
    ),
    learned=("to offer the patch for today next to the right way", "how plain an apology can be"),
    next_time=("asking about the data that is already doubled", "giving the customer the bug number"),
)

RATE_LIMIT = Scenario(
    key="rate-limit",
    product="API",
    tags=("api", "limits"),
    details={"rate": range(48, 96), "limit": ("100", "120"), "ips": ("one", "two")},
    subjects=(
        "429 on export although we send {rate} requests a minute",
        "Rate limited below the documented limit",
        "API says too many requests, our log says {rate} a minute",
        "429s since we moved the jobs together",
    ),
    script="""
CUSTOMER
We get 429 answers although we stay at {rate} requests a minute and the documentation says {limit}.
[[This breaks our nightly export.|Half of our export is missing because of it.]] Please raise the limit or tell us
what we read wrong.

OWNER
You read it right, and yet there is something the page does not say: the {limit} are counted per organisation, not per
token. So I looked at what else comes from {customer}. [[In the minute of your first 429|At the time of your
failures]] I see your export with {rate} and a second client that calls itself `dashboard-sync` with 60 more.

Is that one yours?

CUSTOMER
It is. A colleague in another team built it, I had no idea. Can it have its own limit?

OWNER
Not its own limit, but it can step back: a client that sends `X-Priority: background` is held at half the limit as
soon as somebody else of you needs room. And the answer to a 429 carries the wait in seconds, which costs one line:

```
if response.status == 429:
    sleep(int(response.headers["Retry-After"]))
```

<<I would do the second in your export in any case, then no limit of the future can break it.>>

CUSTOMER
Both done. The other team [[was surprised too|did not know either]]. Last night: no 429, complete.
""",
    praise=(
        (1, "They asked for a higher limit; you found the second client they did not know about."),
        (3, "Looking at the minute of the first 429 instead of the average is what found it."),
        (7, "One line for Retry-After, and no later limit can surprise them. Well given."),
    ),
    advice=(
        (8, "That the limit is per organisation should go to the documentation; nothing here says whether it did."),
        (4, "There was a day between your finding and the second reply, with nothing said in between."),
    ),
    learned=("to look at the one minute instead of the average", "the priority header, which was new to me"),
    next_time=("reporting the gap in the documentation while I am at it", "a short “still looking” on the same day"),
)

DOUBLE_DELIVERY = Scenario(
    key="double-delivery",
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
        (5, "“That is the part that hurts today” shows that you thought of the person doing the reversals."),
    ),
    advice=(
        (6, "A word with the webhook team on the name “delivery id” might spare the next customer."),
        (8, "The list is attached, but how you made it is not written down; I could not repeat it."),
    ),
    learned=("to say what can always happen, and not only what did", "the difference between the two ids"),
    next_time=("writing down the query behind a list", "putting the list before the lesson"),
)

TOKEN_OF_LEAVER = Scenario(
    key="token-of-leaver",
    product="API",
    tags=("tokens", "accounts"),
    priorities=("urgent", "high", "high"),
    details={"job": ("the nightly backup", "the release pipeline", "the billing export", "the status page")},
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
Eleven. [[More than I feared.|We will be busy for two weeks.]] Thank you for the order to do it in.

NOTE
Good candidate for the leaver checklist in the docs. {colleague} collects those.
""",
    praise=(
        (4, "“Tonight it will.” Three words, and the rest of the message shows how."),
        (7, "The list of tokens that will break next is worth more than the fix."),
        (1, "You asked about a leaver before they knew that it mattered."),
    ),
    advice=(
        (3, "You were right, but you could have shown the audit entry of the closed account as proof."),
        (2, "They did not get a word on whether last night’s {job} has to be made up."),
    ),
    learned=("to ask who left", "“one a day, and watch it for a night”"),
    next_time=("showing the entry that proves it", "asking what was missed meanwhile"),
)

BULK_IMPORT = Scenario(
    key="bulk-import",
    product="API",
    tags=("import", "csv"),
    details={"rows": range(1200, 48000, 137), "bad": range(3, 70)},
    subjects=(
        "Bulk import stops at row {rows}",
        "CSV import: {bad} rows missing, no error",
        "Import says done, but {bad} items are not there",
        "Where do rejected import rows go?",
    ),
    script="""
CUSTOMER
We imported a CSV with {rows} rows. The import [[says “completed”|finished green]], but {bad} rows are not there.
[[No message, no log that we can find.|There is no error anywhere.]] How do we find out which?

OWNER
Rows must never vanish without a word, so let me first tell you where the word is: it hides behind the small “i” beside
the run, as a file `rejects.csv` with line number and reason. That is too well hidden, and I have told the team so.

[[I looked at yours|I took a look at your run]]: {bad} rejects, all for the same reason, `date not understood`.

CUSTOMER
Found it. The dates look fine to me, for example 04/13/2026?

OWNER
Fine to an American eye; the import is set to day first for your organisation, so the 13 is read as a month and the row
is refused. The quieter trouble is the others: **04/05/2026 was accepted, as the 4th of May.**

<<Before anything else I would check ten rows whose day is 12 or lower.>> If they are turned round, it is better to
undo this run and do it again with the right setting:

```
larkctl import undo RUN_ID
larkctl import start items.csv --dates mdy
```

CUSTOMER
They were turned round. We would have noticed in the audit, in the worst way. Undone, done again, {rows} of {rows}.
""",
    praise=(
        (3, "You looked past the {bad} rows that failed to the ones that were wrongly accepted. Superb."),
        (5, "“Fine to an American eye” explains it without making anybody feel foolish."),
        (4, "You said what you would check first, and why, before any command."),
    ),
    advice=(
        (7, "Writing dates as 2026-04-13 would protect them for good; that tip is missing."),
        (6, "The accepted wrong dates deserve a report to the product team. I see none."),
    ),
    learned=("to worry about the rows that were accepted", "where the rejects file lives"),
    next_time=("the tip with ISO dates", "telling the product team about the silent half"),
)

MISSING_FIELD = Scenario(
    key="missing-field",
    product="API",
    tags=("api", "breaking-change"),
    priorities=("high", "urgent", "normal"),
    details={"field": ("assignee_email", "closed_at", "parent_id", "external_ref", "labels")},
    subjects=(
        "Field `{field}` is gone from the response",
        "{field} missing since {since}",
        "Breaking change without notice? {field}",
        "Integration fails: {field} is undefined",
    ),
    script="""
CUSTOMER
Since {since} the answers of `/v3/items` have no `{field}` any more and our integration fails.
[[We found nothing in the changelog.|Nothing in the release notes about it.]] Removing a field without notice is not
what we expect of a v3.

OWNER
It would not be what I expect either, so I checked before answering: `{field}` is still there, but since {version} it
is left out when it is empty, instead of being `null`. For your code that is the same as gone, and the changelog is
silent on it. You are right to be annoyed.

What helps at once: the header `Accept-Version: 2026-01` brings the old form back, for all your calls, until next
June.

[[I have asked the API team|Meanwhile I asked the API team]] whether this was meant.

NOTE
API team: not meant. A serializer change, nobody thought of it as breaking. They will restore `null` in the next patch
and note it. {colleague} has the thread.

OWNER HOLD
An answer already: it was not meant. The next patch release puts `null` back and says so in the changelog.
<<I write to you again when it is out, and you can then drop the header.>>

CUSTOMER
Header works, and thank you for not telling us that it is documented somewhere. [[Waiting for the patch.|We wait for
your word on the patch.]]

OWNER
The patch is out on your region since this morning. I called `/v3/items` with your account’s settings: `{field}` is
there again, as `null`.

CUSTOMER
Confirmed, header removed.
""",
    praise=(
        (6, "You asked the API team the one question that mattered, “was this meant?”, within the hour."),
        (4, "“I write to you again when it is out”, and then you did, with a check already made."),
        (5, "“You are right to be annoyed” after checking, not before. That is why it counts."),
    ),
    advice=(
        (3, "An example response, before and after, would have let them verify without trusting us."),
        (8, "The patch number is not in the case, only “is out”."),
    ),
    learned=("to check first and agree second", "the version header as a way back"),
    next_time=("showing both responses side by side", "naming the release in the last message"),
)

CORS = Scenario(
    key="cors",
    product="API",
    tags=("api", "browser"),
    priorities=("normal", "low"),
    details={"port": ("3000", "5173", "8080"), "what": ("a small internal tool", "a status wall", "a wallboard")},
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
I had not thought of the token, and it can see rather a lot. The proxy took ten minutes. Thank you for saying no,
sort of.

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
        (2, "They asked which header is needed. It was a fair question and stayed without an answer."),
        (3, "You could have shown the token in the page, one screenshot says it."),
    ),
    learned=("to ask what a request puts at risk", "refusing with a better offer in hand"),
    next_time=("answering the small question too", "showing the risk instead of telling it"),
)

SCENARIOS = (
    WEBHOOK_SIGNATURE,
    PAGINATION,
    RATE_LIMIT,
    DOUBLE_DELIVERY,
    TOKEN_OF_LEAVER,
    BULK_IMPORT,
    MISSING_FIELD,
    CORS,
)
