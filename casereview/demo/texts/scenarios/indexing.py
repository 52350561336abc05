"""Conversations about how search works inside. Text only."""

from casereview.demo.texts.scenario import Scenario

REGEX_TIMEOUT = Scenario(
    key="regex-timeout",
    summary="patterns need three fixed letters in a row, no .* at the ends",
    product="Search",
    tags=("search", "performance"),
    details={"gb": range(9, 84), "secs": ("10", "20", "30")},
    subjects=(
        "Regex search times out on large repositories",
        "Search by pattern ends after {secs} seconds",
        "Regex search: no result, only a timeout",
        "Pattern search unusable above {gb} GB",
    ),
    script="""
CUSTOMER
Regular expressions time out after {secs} seconds on our largest repository ({gb} GB). Plain words are instant.
For example:

```
/.*Client\\(.*timeout.*\\)/
```

[[We need it for a security sweep.|Our security team needs this for a sweep.]]

OWNER
Thank you for the example, it makes the answer short. The index works by pieces of three letters; a pattern that begins
with `.*` gives it nothing to hold on to, so it reads all {gb} GB. The same question with something to hold on to:

```
/Client\\([^)]*timeout/
```

On a repository of your size that took me 0.{n} seconds. [[The rule of thumb|As a rule of thumb]]: three letters in a
row that must be there, and no `.*` at either end; a search for a pattern already means “anywhere”.

<<If your sweep has a list of patterns, send it, I will gladly look over it.>>

CUSTOMER
From a timeout to [[nothing|a blink|0.{n} s]]. List attached, 14 patterns.

OWNER
Twelve are fine, two I would write differently; both are in the attached file with the time before and after. And for
sweeps there is `larkctl search --all-matches --out hits.jsonl`, which has no limit of {secs} seconds.

CUSTOMER
The sweep ran over lunch. Security says thanks, which they never do.
""",
    praise=(
        (3, "You measured it on a repository of their size. The number makes the rule believable."),
        (7, "A rule of thumb of one line, that works for every pattern to come."),
        (1, "You saw the sweep behind the single pattern and offered to read the list."),
    ),
    advice=(
        (5, "“Pieces of three letters” is good; “trigram” in brackets would let them read on."),
        (2, "Whether the {secs} seconds can be raised was not asked, but they will wonder."),
    ),
    learned=("how to explain a trigram index without the word", "offering to read the whole list"),
    next_time=("the technical word in brackets", "naming the limit and why it is there"),
)

INDEX_STUCK = Scenario(
    key="index-stuck",
    investigates=True,
    summary="indexer stumbled over {file}, excluded by .searchignore",
    product="Search",
    tags=("search", "indexing"),
    priorities=("high", "normal", "urgent"),
    details={
        "percent": range(31, 97),
        "file": (
            "a 900 MB SQL dump",
            "a database backup",
            "a minified bundle",
            "a core dump",
            "a 2 GB log",
        ),
    },
    subjects=(
        "Index stuck at {percent} % after the upgrade to {version}",
        "Search index does not finish",
        "Indexing stands at {percent} % since {since}",
        "Reindex never ends",
    ),
    script="""
CUSTOMER
The search index stands at {percent} % since {since}. [[New code is not found.|Nothing new can be found.]] Restarting
the indexer brings it back to the same {percent} %.

OWNER
Always the same {percent} %: so it is not slow, it stumbles over one thing. The log names what it had in hand:

```
clusterctl logs indexer --since 1h | grep 'begin ' | tail -1
```

<<Search keeps answering from what is indexed, so your people lose the new, not the old.>>

CUSTOMER
It is {file} in an archive repository, somebody committed that long ago.

OWNER
That does it: the indexer tries to take it whole. It should skip such a file with a note, and from 6.9.2 it does. Until
then, for this one repository:

```
# .searchignore
*.sql
*.dump
dist/**
```

Then `clusterctl index retry --failed`; it goes on where it stopped.

CUSTOMER
It went on and finished in [[forty minutes|half an hour|an hour]]. Can I see in advance where else such files are?

OWNER
Yes, and that is a good idea before the next full index: `larkctl repo large-files --over 50MB` lists them. It reads
only names and sizes, so you can run it by day.
""",
    praise=(
        (1, "“Not slow, it stumbles over one thing.” You had it before you had the log."),
        (2, "“Your people lose the new, not the old” is what a manager wants to know first."),
        (7, "The list of large files turns one rescue into prevention."),
    ),
    advice=(
        (4, "The fix of 6.9.2 comes at some date; it would have helped their planning."),
        (6, "The archive team might want to delete that file. Nobody was asked."),
    ),
    learned=(
        "to read something from a number that stays the same",
        "what people lose, said in five words",
    ),
    next_time=("a date for the fix", "asking who owns the large file"),
)

SCENARIOS = (REGEX_TIMEOUT, INDEX_STUCK)
