"""Conversations about what search finds and does not. Text only."""

from casereview.demo.texts.scenario import Scenario

MISSING_RESULTS = Scenario(
    key="missing-results",
    investigates=True,
    summary="access list of search was stale, renewed",
    product="Search",
    tags=("search", "permissions"),
    details={"repo": ("payments-core", "design-tokens", "mobile-app", "infra", "partner-api")},
    subjects=(
        "{repo} does not show up in search",
        "Search finds less than it should",
        "No results from one repository",
        "Colleague finds it, I do not",
    ),
    script="""
CUSTOMER
A search for something that is certainly in `{repo}` finds nothing for [[me|half of my team]]. A colleague finds it.
We both can open the repository.

OWNER
Both can open it and only one can find it; that is a riddle with few answers. Search keeps its own copy of who may see
what, renewed every few minutes. My guess is that yours is old.

Two looks, without any risk:

- your profile, Search access: is `{repo}` in the list?
- the same page: “renewed at”

CUSTOMER
Not in the list, and “renewed at” is [[eleven days|nine days]] ago.

NOTE
Access copy stale: the worker skips a person whose group list fails once, and never tries again. {colleague} found that
in {ref}. Fix is in 6.9.1.

OWNER
Then your copy has been asleep for all that time. “Renew now” on that page wakes it, please tell me whether `{repo}`
appears.

<<In such a case search errs on the safe side: it hides too much and never shows too much.>> I checked that for your
organisation as well, since the opposite would worry me.

CUSTOMER
[[Appeared.|There it is.]] And thank you for checking the opposite, [[that was my next question|our security people
would have asked]].
""",
    praise=(
        (3, "You checked the dangerous direction too, and said so before they asked."),
        (1, "“Both can open it, only one can find it”: the riddle was set in one line."),
        (5, "“Your copy has been asleep” is friendly and exact."),
    ),
    advice=(
        (7, "Others will have the same sleeping copy; how an admin finds them all is missing."),
        (4, "You wrote “tell me whether it appears” but not what you do if it does not."),
    ),
    learned=("to check the dangerous direction as well", "the page with the access list"),
    next_time=("a way to find everybody it happened to", "saying what comes next either way"),
)

JAPANESE = Scenario(
    key="cjk-search",
    summary="analyzer set to cjk and index rebuilt",
    product="Search",
    tags=("search", "language"),
    priorities=("normal", "low"),
    details={"term": ("納品書", "検索", "設定画面", "请求书", "検索結果")},
    subjects=(
        "Search does not find “{term}”",
        "Search in Japanese and Chinese texts",
        "Parts of words are not found",
        "“{term}” finds only exact titles",
    ),
    script="""
CUSTOMER
Searching for {term} finds only documents whose title is exactly that. Inside a text it is never found. English words
work. [[Our Tokyo office cannot use search at all.|Our colleagues in Asia have given up on search.]]

OWNER
That means search has been useless for a whole office, thank you for writing instead of giving up too.

The cause: words are cut at spaces, and {term} stands among characters without any. There is a setting that cuts
differently; it makes the index about a third larger and needs one rebuild.

```
clusterctl search analyzer set --language cjk --scope all
clusterctl index rebuild --background
```

<<Everybody can search while it rebuilds.>> I do not read the language, so please have somebody in that office
try five words they need, not five I would think of.

CUSTOMER
They tried [[twelve. Eleven|nine. Eight|twenty. Nineteen]] are found. The [[missing one|last one]] is [[an
abbreviation of our own|a product name of ours]].

OWNER
For your own words there is a small dictionary: Search, Synonyms, one line each. That office can keep it themselves, it
needs no rebuild.

CUSTOMER
They did, and [[wrote me a message with three flowers in it. Passing them on.|they are proud of their dictionary.|say
thank you in five languages.]]
""",
    praise=(
        (
            5,
            "“Thank you for writing instead of giving up too.” It set the tone of everything after.",
        ),
        (3, "You let the people who read the language test it, with their own words."),
        (7, "The dictionary they keep themselves is a real present."),
    ),
    advice=(
        (
            4,
            "A third larger on which disk, and how long does a rebuild take? They had to find out.",
        ),
        (
            6,
            "Somebody in our Tokyo partner team reads Japanese; a short question would have helped.",
        ),
    ),
    learned=(
        "to let the people concerned choose the test",
        "that search can be taught by an office itself",
    ),
    next_time=(
        "the cost in gigabytes and hours beforehand",
        "asking somebody who reads the language",
    ),
)

OLD_BRANCH = Scenario(
    key="old-branch",
    summary="index followed a branch that was renamed",
    product="Search",
    tags=("search", "branches"),
    priorities=("low", "normal"),
    details={"branch": ("release/5", "main", "develop", "stable")},
    subjects=(
        "Search shows code that is long gone",
        "Results from the wrong branch",
        "Search still uses the old default branch",
        "Deleted files in search results",
    ),
    script="""
CUSTOMER
Search shows files that we deleted months ago. We renamed our default branch to `{branch}` [[in the summer|recently]];
could that be why?

OWNER
It could, and I believe it is. The index follows the branch that was the default when the repository was added, by
name.
After a renaming the old name stays, as a picture of its last day.

You can see which one it follows under Repository, Search, “Indexed branch”.

CUSTOMER
It says `[[master|trunk|develop-old]]`, which [[does not even exist any more|we deleted after the renaming]].

OWNER
There is your picture. For one repository: choose `{branch}` on that page. For all of them at once:

```
larkctl search follow-default --all --dry-run
larkctl search follow-default --all
```

<<The dry run prints what it would change, please have a look at that list before the second line.>>

CUSTOMER
{n} repositories were affected. All changed. Two were meant to stay on an old branch, so I am glad about the dry run.
""",
    praise=(
        (3, "The dry run first. It saved two repositories."),
        (1, "Their guess was right and you let them have it: “it could, and I believe it is”."),
        (5, "“A picture of its last day” is the best explanation of a stale index I have read."),
    ),
    advice=(
        (7, "That it happens again with the next renaming was not said."),
        (6, "An index that follows a branch that is gone should be reported. I found nothing."),
    ),
    learned=("the dry run before the sweep", "to let a customer be right"),
    next_time=("saying whether it can happen again", "a report to the search team"),
)

SCENARIOS = (MISSING_RESULTS, JAPANESE, OLD_BRANCH)
