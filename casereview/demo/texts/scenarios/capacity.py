"""Conversations about memory, disks and backups. Text only."""

from casereview.demo.texts.scenario import Scenario

MEMORY_CLIMBS = Scenario(
    key="memory-climbs",
    investigates=True,
    summary="rows kept for retries were never released, keep_rows=false until 6.9.2",
    product="Runtime",
    tags=("performance", "memory"),
    priorities=("high", "urgent", "normal"),
    assets=("{env}, import workers", "{host}, 4 nodes"),
    details={
        "minutes": range(18, 64),
        "gb": ("4", "6", "8", "12"),
        "loss": ("live calls", "half-written uploads", "jobs in flight"),
        "mb": range(230, 690),
    },
    subjects=(
        "Memory climbs until the pod is killed",
        "Out of memory every {minutes} minutes",
        "Import worker killed at {gb} GB",
        "Pods restart, memory grows without end",
    ),
    script="""
CUSTOMER
Memory of the import workers climbs in a straight line until the pod is killed, every {minutes} minutes.
[[Each restart costs us {loss}.|With every restart we lose {loss}.]] [[We raised the limit from {gb} GB, it only takes
longer.|More memory only makes it take longer.]]

OWNER
So a restart every {minutes} minutes drops {loss}, and more memory buys time, nothing else. That sounds like something
that is never let go rather than something that is large.

To see what grows, two snapshots of one worker, ten minutes apart:

```
clusterctl heap snapshot --pod import-0 --out a.heap
clusterctl heap snapshot --pod import-0 --out b.heap
clusterctl heap diff a.heap b.heap --top 20
```

The snapshot stops the worker for about two seconds. If that is too much by day, tonight is soon enough.

CUSTOMER
Done by day, two seconds are fine. The top of the diff:

```
+ {mb} MB  parse.RowBuffer   (31,807 objects)
+  11 MB  net.Session       (   204 objects)
```

NOTE
RowBuffer again, kept by the retry queue. Looks like {ref}. Asked {colleague} whether the fix went into 6.8.

NOTE COLLEAGUE
[[It did not, the backport missed the cut.|Missed 6.8 by a day.|No, only main has it.]] It is on the branch for
6.9.2. Workaround: `import.retry.keep_rows=false`.

OWNER HOLD
<<Here is what I know, what I do not, and when you hear next.>>

Known: rows that failed once are kept for a retry and never released. Not known: which of your files fails so often.
Until the fix in 6.9.2 this stops the growth, at the price that a failed row is read from disk again:

```
clusterctl config set import.retry.keep_rows false
```

Next word from me: {next_day}, {hour}:00, with or without news.

CUSTOMER
[[Flat since an hour.|A straight line since the change.|Flat, flat, flat.]] For the first time in [[a week|ten days]]
nobody was called at night.

OWNER
Good to read. 6.9.2 is planned for the week after next; I keep the case until it is on your cluster. And an alert at
80 % of the limit would have told you a quarter of an hour earlier, it is one line in the attached rule file.
""",
    praise=(
        (
            1,
            "You restated it as cost (“a restart every {minutes} minutes drops {loss}”) and they agreed in one line.",
        ),
        (3, "The heap diff before and after ten minutes is a model. I would keep it as it is."),
        (5, "“Here is what I know, what I do not, and when you hear next.” Borrowing that."),
        (7, "The alert at 80 % was theirs to keep."),
    ),
    advice=(
        (
            4,
            "Between the snapshot and your answer there was no message. A short “still with engineering” would do.",
        ),
        (
            8,
            "The workaround is in the middle of the thread. At the top it would spare the next reader ten minutes.",
        ),
    ),
    learned=(
        "the heap-diff habit",
        "how to tell a customer “I don’t know yet” without losing them",
    ),
    next_time=(
        "a promise with an hour on it, even when there is no news",
        "the workaround as the first line",
    ),
)

WORKERS_RESTART = Scenario(
    key="workers-restart",
    investigates=True,
    summary="liveness probe ran out during long jobs, timeout raised",
    product="Runtime",
    tags=("workers", "kubernetes"),
    details={"minutes": range(20, 58), "probe": ("3", "5")},
    assets=("{env}, worker pool",),
    subjects=(
        "Workers restart every {minutes} minutes",
        "Liveness probe kills busy workers",
        "Restart loop without an error in the log",
        "Worker pods restarted {n} times since {since}",
    ),
    script="""
CUSTOMER
Our workers restart about every {minutes} minutes. Nothing in their logs, they simply end. Memory and CPU are
[[fine|well below the limits]]. [[Started after the move to {version}.|We are on {version}.]]

OWNER
No error and no memory: then somebody else ends them, and Kubernetes writes down who. Would you look at one of them?

```
kubectl describe pod worker-0 | sed -n '/Last State/,/Events/p'
kubectl get events --field-selector involvedObject.name=worker-0
```

I expect “Liveness probe failed”. If it says “Evicted” instead, it is the node, and we go another way.

CUSTOMER
“Liveness probe failed: timeout after {probe}s”, every time.

OWNER
Then this is the story: while a worker does one long job, it answers the probe late; after {probe} seconds it is taken
for dead, in the middle of its work. Since {version} long jobs are not cut in pieces any more, so it happens more.

```
worker:
  livenessProbe:
    timeoutSeconds: 20
    failureThreshold: 4
```

<<It is a plaster and I do not want to sell it as more>>: the cure is that the probe gets its own thread, which is
planned for the next minor release.

CUSTOMER
The plaster holds, no restart [[since yesterday|for 20 hours]]. And honest words about what it is, thank you.

NOTE
Linked to the probe thread work. {colleague} wants to hear when it ships, two more customers wear the same plaster.
""",
    praise=(
        (
            3,
            "You said what you expect to see and what the other result would mean. I learn most from that.",
        ),
        (5, "“It is a plaster and I do not want to sell it as more.” They thanked you for it."),
        (1, "No error, no memory, so somebody else ends them: a lovely straight line of thought."),
    ),
    advice=(
        (
            4,
            "“Planned for the next minor release” has no date, and nobody is named who tells them.",
        ),
        (7, "How they notice that the cure has come and the plaster can go is not said."),
    ),
    learned=("to say which result I expect", "calling a plaster a plaster"),
    next_time=(
        "promising to write when the cure ships",
        "a way for them to see when the plaster can go",
    ),
)

DISK_FULL = Scenario(
    key="disk-full",
    is_hurried=True,
    summary="debug log left on, turned off",
    product="Runtime",
    tags=("storage", "logs"),
    priorities=("high", "urgent", "normal"),
    details={
        "gb": range(40, 480),
        "dir": ("/var/log/larkfield", "/srv/larkfield/tmp", "/var/lib/larkfield/uploads"),
    },
    subjects=(
        "Disk full on {host}",
        "{gb} GB in {dir}",
        "Log files eat the disk",
        "Disk at 97 %, what may we delete?",
    ),
    script="""
CUSTOMER
The disk of {host} is [[at 97 %|nearly full]]. {gb} GB of it are in `{dir}`. [[What may we delete?|Which of it can
go?]]
We expect it to be full [[tonight|by tomorrow]].

OWNER
You can be out of danger in a minute; then we look for the reason in peace.

Safe to delete, while everything runs: files in `{dir}` that end in `.gz` or are older than 14 days.

```
find {dir} -name '*.gz' -mtime +2 -print -delete
find {dir} -type f -mtime +14 -print -delete
```

<<Please do not delete `current` or anything with `.lock`, that would stop the service.>>

Then, for the reason: `du -sh {dir}/* | sort -h | tail -5`.

CUSTOMER
Down to [[61|58|64|49]] %. The biggest is `requests-debug.log`[[, by far|]].

OWNER
Then I think that somebody turned on debug logging and it was never turned off; it writes about {n} GB a day.
Settings, Diagnostics will show since when.

CUSTOMER
Guilty: turned on for {ref} with you, in the summer. It is off now.

OWNER
In that case the guilt is ours to share: we asked for it and did not ask for it back. I have added the line “turn it
off again” to our template. Since {version} it can also end by itself: `--for 2h`.
""",
    praise=(
        (2, "“What may we delete?” answered with exact commands and the one thing not to touch."),
        (5, "Sharing the guilt over the debug log was honest and made them laugh."),
        (7, "You changed our template. The next customer never has this case."),
    ),
    advice=(
        (
            3,
            "The age of 14 days is a rule of thumb; a look at what is in there first would be safer.",
        ),
        (6, "A full disk tonight might have deserved a second person standing by."),
    ),
    learned=(
        "to get people out of danger before looking for the reason",
        "ending what we ask customers to turn on",
    ),
    next_time=("looking before deleting, even with a safe rule", "asking a colleague to stand by"),
)

BACKUP_SIZE = Scenario(
    key="backup-size",
    summary="search index is part of the backup since {version}, excluded",
    product="Runtime",
    tags=("backup", "storage"),
    priorities=("normal", "low", "high"),
    details={"gb": range(90, 740), "more": range(180, 1400)},
    subjects=(
        "Backups double in size after the upgrade to {version}",
        "Backup grew from {gb} to {more} GB overnight",
        "Why is the backup so large since {since}?",
        "Backup target runs out of space",
    ),
    script="""
CUSTOMER
Since {since} our backups are [[about twice as large|twice the size]], {gb} GB before. Nothing else changed except
the update to {version}. Our target holds [[nine|six]] more days of this.

OWNER
Nine or six days are enough, and still I would like you to have room today, so first that: `--keep 7` instead of 30
frees most of it, and you can take it back later.

The reason is very likely that {version} includes the search index in the backup. It used to be left out, since it can
be built again from the data. You can see it by name:

```
larkctl backup list-contents latest | sort -k2 -h | tail -5
```

CUSTOMER
[[Yes, `search-index` is half of it.|`search-index`, more than half.]] Do we need that?

OWNER
A question of time after a disaster. Without it a restore is complete but search is empty for as long as the index
builds, for your size about {n} hours. With it, search works at once.

<<If your people can live {n} hours without search on the worst day of the year, leave it out:>>

```
larkctl backup configure --exclude search-index
```

CUSTOMER
[[They can.|We asked around: they can.]] Excluded, last night’s backup is the old size again. [[I wrote your sentence
about the worst day into our recovery plan.|Your sentence about the worst day is now in our recovery plan.|The
recovery plan says so now, in your words.]]
""",
    praise=(
        (7, "You gave them the choice with its price, and they wrote it into their plan."),
        (2, "“Do we need that?” got an honest “it depends”, with the number it depends on."),
        (4, "Room today first, the reason second."),
    ),
    advice=(
        (3, "“Very likely” before the listing was fair; waiting for it would have been firmer."),
        (
            6,
            "The hours for building an index came from experience. A colleague could have confirmed them.",
        ),
    ),
    learned=("to put a price on both sides of a choice", "“on the worst day of the year”"),
    next_time=("having the number confirmed", "waiting for the listing before naming the cause"),
)

SCENARIOS = (MEMORY_CLIMBS, WORKERS_RESTART, DISK_FULL, BACKUP_SIZE)
