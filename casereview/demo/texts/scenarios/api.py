"""Conversations about reading and writing by the API. Text only."""

from casereview.demo.texts.scenario import Scenario

PAGINATION = Scenario(
    key="pagination",
    summary="past the end the last page repeats since 6.8, use the cursor",
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
[[Why is the example in the documentation not like that? We copied it.|Then why does your own example do it with page
numbers?|Your documentation shows it the other way, that is where we have it from.]]

OWNER
Because we changed one and forgot the other, plainly. The example with `page=` is gone as of this afternoon, and the
old parameter says in its description that it is frozen.

CUSTOMER
[[Appreciated.|Fair enough.]] We switched to the cursor, it is also [[twice as fast|noticeably faster]]. Export
finished at 0{n}:[[10|25|40|55]].

NOTE
Bug LF-{ref} is linked. Worth a line in the release notes: two more customers loop on this.
""",
    praise=(
        (
            5,
            "“We changed one and forgot the other, plainly.” They stopped being angry right there.",
        ),
        (3, "You had reproduced the fault before you called it one."),
        (
            7,
            "The cursor is the better way anyhow, and you showed it with the exact header they will see.",
        ),
    ),
    advice=(
        (4, "The bug got a number, but the customer does not know it and cannot follow it."),
        (
            2,
            "They did not say whether the duplicates already written can be removed. Worth asking.",
        ),
    ),
    learned=("to offer the patch for today next to the right way", "how plain an apology can be"),
    next_time=(
        "asking about the data that is already doubled",
        "giving the customer the bug number",
    ),
)

RATE_LIMIT = Scenario(
    key="rate-limit",
    summary="the limit counts the whole organisation, a second client shared it",
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
[[It is.|Yes.]] [[A colleague in another team built it, I had no idea.|Another team built it in spring, nobody told
us.|It belongs to our reporting team.]] Can it have its own limit?

OWNER
Not its own limit, but it can step back: a client that sends `X-Priority: background` is held at half the limit as
soon as somebody else of you needs room. And the answer to a 429 carries the wait in seconds, which costs one line:

```
if response.status == 429:
    sleep(int(response.headers["Retry-After"]))
```

<<I would do the second in your export in any case, then no limit of the future can break it.>>

CUSTOMER
[[Both done.|Done, both.]] The other team [[was surprised too|did not know either]]. Last night: [[no 429,
complete|complete, and not one 429]].
""",
    praise=(
        (1, "They asked for a higher limit; you found the second client they did not know about."),
        (3, "Looking at the minute of the first 429 instead of the average is what found it."),
        (7, "One line for Retry-After, and no later limit can surprise them. Well given."),
    ),
    advice=(
        (
            8,
            "That the limit is per organisation should go to the documentation; nothing here says whether it did.",
        ),
        (
            4,
            "There was a day between your finding and the second reply, with nothing said in between.",
        ),
    ),
    learned=(
        "to look at the one minute instead of the average",
        "the priority header, which was new to me",
    ),
    next_time=(
        "reporting the gap in the documentation while I am at it",
        "a short “still looking” on the same day",
    ),
)

BULK_IMPORT = Scenario(
    key="bulk-import",
    summary="day and month read the other way round, also in accepted rows",
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
[[Found it.|There they are.]] The dates look fine to me, for example 04/13/{year}?

OWNER
Fine to an American eye; the import is set to day first for your organisation, so the 13 is read as a month and the row
is refused. The quieter trouble is the others: **04/05/{year} was accepted, as the 4th of May.**

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
        (
            3,
            "You looked past the {bad} rows that failed to the ones that were wrongly accepted. Superb.",
        ),
        (5, "“Fine to an American eye” explains it without making anybody feel foolish."),
        (4, "You said what you would check first, and why, before any command."),
    ),
    advice=(
        (7, "Writing dates as {year}-04-13 would protect them for good; that tip is missing."),
        (6, "The accepted wrong dates deserve a report to the product team. I see none."),
    ),
    learned=("to worry about the rows that were accepted", "where the rejects file lives"),
    next_time=("the tip with ISO dates", "telling the product team about the silent half"),
)

MISSING_FIELD = Scenario(
    key="missing-field",
    investigates=True,
    summary="{field} was left out when empty, header Accept-Version brings it back",
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

What helps at once: the header `Accept-Version: {year}-01` brings the old form back, for all your calls, until next
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
Confirmed, header removed[[ and tests green|, all green|]].
""",
    praise=(
        (
            6,
            "You asked the API team the one question that mattered, “was this meant?”, within the hour.",
        ),
        (4, "“I write to you again when it is out”, and then you did, with a check already made."),
        (5, "“You are right to be annoyed” after checking, not before. That is why it counts."),
    ),
    advice=(
        (
            3,
            "An example response, before and after, would have let them verify without trusting us.",
        ),
        (8, "The patch number is not in the case, only “is out”."),
    ),
    learned=("to check first and agree second", "the version header as a way back"),
    next_time=("showing both responses side by side", "naming the release in the last message"),
)

SCENARIOS = (PAGINATION, RATE_LIMIT, BULK_IMPORT, MISSING_FIELD)
