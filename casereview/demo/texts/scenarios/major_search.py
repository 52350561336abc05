"""Conversations about the search that found nothing. Text only."""

from casereview.demo.texts.scenario import Scenario

EMPTY_RESULTS = Scenario(
    key="empty-results",
    summary="6.9.2 writes an empty index for unreadable submodules",
    product="Search",
    tags=("search", "indexing", "major"),
    priorities=("urgent",),
    assets=("search, all regions",),
    subjects=("Search returns nothing for half of our repositories",),
    script="""
CUSTOMER @0 07:40
Since the night half of our repositories give no results at all, about 380 of 760. No error, search just says “nothing
found”. A release depends on knowing where an old call is still used.

OWNER @0 08:12
“Nothing found” where there is something is worse than an error, so I take this very seriously. I can see it from here
for 379 repositories, all of them indexed last night with 6.9.2.

For your release: the command below searches the files themselves, past the index. Slow, some minutes, but complete.

```
larkctl search --no-index "old_call(" --repos all
```

<<Please do not rebuild anything yet, I want to know why before we do it twice.>>

CUSTOMER @0 09:05
It found 14 places, four of them we would have missed. The release goes on. We rebuild nothing.

NOTE OMAR @0 10:10
Major case as of now, two more with the same picture. {colleague}: keep a copy of one bad index before anything is
repaired. Next summary at 16:00.

OWNER @0 12:30
What we know by now: the nightly job of 6.9.2 writes an empty index when a repository has a submodule that it may not
read. It should skip the submodule, not the repository. The job is switched off for everybody, so nothing gets worse
tonight.

CUSTOMER @0 12:50
That fits, the 379 all share one submodule. When can we rebuild?

OWNER HOLD @0 14:10
When 6.9.3 is out, the candidate is being tested with a copy of your structure. <<Next word {next_day}, {hour}:00,
with a date or with the reason why there is none.>>
""",
    praise=(
        (1, "“Worse than an error”: you gave a silent fault the weight it deserves."),
        (
            2,
            "The release first, with a command that finds everything. It found four they would have missed.",
        ),
        (
            4,
            "“With a date or with the reason why there is none.” That is a promise one can always keep.",
        ),
    ),
    advice=(
        (8, "The list of the 379 is nowhere; the rebuild will need it."),
        (
            7,
            "They could watch for empty indexes themselves, one query a night. Worth offering now.",
        ),
    ),
    learned=("promising a word, not a date", "to keep one broken thing before repairing all"),
    next_time=("attaching the list", "offering a nightly check"),
)

SEARCH_CHILD = Scenario(
    key="search-child",
    summary="6.9.2 writes an empty index for unreadable submodules",
    product="Search",
    tags=("search", "indexing"),
    priorities=("high", "normal"),
    assets=("search, {env}",),
    details={"count": range(6, 140)},
    subjects=(
        "{count} repositories vanished from search",
        "Search is empty since 6.9.2",
        "Nothing found in repositories with submodules",
    ),
    script="""
CUSTOMER
Since last night {count} of our repositories give no search results. [[They all have submodules, if that helps.|Others
are fine.]]

OWNER @0 12:45
It helps, thank you: this is a fault of 6.9.2 that we found today. The repositories are whole, only their index is
empty. The nightly job is off, so it will not spread.

Until the repair `larkctl search --no-index` finds everything, slowly. <<Please leave the index as it is for now; I
tell you when a rebuild is worth it.>>

CUSTOMER @0 13:30
[[Slow is fine.|We can live with slow.]] We wait for your word.

OWNER HOLD @0 14:20
Thank you. You hear from me when the repaired version is out, and {next_day} in any case.
""",
    praise=(
        (2, "Are the repositories whole? You said so before they could worry."),
        (4, "“I tell you when a rebuild is worth it” keeps them from doing it twice."),
    ),
    advice=(
        (
            5,
            "“The nightly job is off” needs half a sentence more for somebody who does not run it.",
        ),
        (8, "A link to the major case in the first reply would help the next shift."),
    ),
    learned=("to ask people not to repair yet, and why", "that submodules were the hint"),
    next_time=("linking the major case at once", "explaining the nightly job"),
)
