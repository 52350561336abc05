"""Conversations about the upgrade that had to go back, and those who met the same. Text only."""

from casereview.demo.texts.scenario import Scenario

ROLLBACK = Scenario(
    key="rollback",
    summary="upgrade asked a node that had left, fixed in 6.9.1",
    product="Runtime",
    tags=("upgrade", "schema-lock", "major"),
    priorities=("urgent",),
    assets=("prod-north, 5 nodes",),
    subjects=("Rollback after failed upgrade to 6.9",),
    script="""
CUSTOMER @0 06:48
Our upgrade from 6.7 to 6.9 stopped at step 4 of 7. Two of five nodes are on the new version, the others refuse to
join. We supply the night desk from here: please tell us first whether it is safe to leave it like this until the
evening.

OWNER @0 07:05
Yes: with three old nodes in the majority your data is safe and reads keep working. Please do not restart anything yet.

<<By 08:00 you have from me either a way forward or a tested way back.>> To choose well I need one thing, the output
of:

```
clusterctl status --verbose > status.txt
```

CUSTOMER @0 07:16
Attached. The night desk works, a little slowly. We touch nothing until we hear from you.

NOTE COLLEAGUE @0 07:21
Same signature as {ref}: the schema lock is held by a node that left. Releasing it by hand worked there. But here two
nodes already wrote with the new schema, so I would not go forward before somebody has tried it.

OWNER @0 07:52
Good morning again, a little before eight. It is the way back, and it is tested: I built your two-and-three on our side
and rolled it back twice, once on purpose with a node pulled out in the middle.

It takes about 40 minutes and the night desk stays up. The plan is attached as a page to print, each step with what you
should see and what to do if you do not.

CUSTOMER @0 08:30
We read it together, two of us. Question about step 6: what if the backup of step 2 is slower than yours? Ours has
1.4 TB.

OWNER @0 08:41
Then only step 2 is longer, nothing else depends on the time. Start it early and go for a walk: on 1.4 TB I expect
70 to 90 minutes. I have corrected the page.

NOTE OMAR @0 11:40
Made a major case: three more customers are at step 4 with 6.9.0. Omar Haddad coordinates, next summary at 14:00.
Upgrade to 6.9.0 is withdrawn from the download page.

CUSTOMER @0 12:20
Rolled back. 38 minutes without the backup. All five on 6.7, the night desk did not notice.

OWNER HOLD @0 13:05
That is the best possible report. You stay on 6.7 and lose nothing by it.

Meanwhile the cause is known: the upgrade counted a node that had left as one that must agree. 6.9.1 leaves it out. I
write to you when it is released and has run at two sites of your size, not before.

NOTE OMAR @2 09:30
Summary: cause found and fixed in 6.9.1, released last night. Child cases get the same text from their owners.
Thank you all for the calm.

OWNER @2 10:02
6.9.1 is out and has run for a night at two sites larger than yours. If you want, I sit beside you on the
call when you do it; the same page works, with step 4 new.

CUSTOMER @6 09:31
All five nodes on 6.9.1 since Friday and a quiet weekend. Thank you for the plan on paper before you touched anything,
that made the difference for us.

OWNER @6 09:52
That is lovely to read. I close this as solved; the check we added to your runbook catches the lock before step 4 next
time.
""",
    praise=(
        (2, "They asked for one thing first, is it safe, and it was the first word of your reply."),
        (
            3,
            "You rebuilt their two-and-three and pulled a node out on purpose. Evidence at its best.",
        ),
        (4, "“By 08:00”, and the plan was there a little before eight."),
        (
            5,
            "“Start it early and go for a walk.” In the middle of a crisis. I laughed, and so did they, I think.",
        ),
        (7, "The printed plan with what to see and what if not: they will use it for ten years."),
    ),
    advice=(
        (
            8,
            "The cause is in message ten of thirteen. A summary at the top would help whoever lands here first.",
        ),
        (
            6,
            "The product team came in at eleven; with a night desk on the line it could have been at seven.",
        ),
    ),
    learned=(
        "to test the way back before offering it",
        "the plan on paper, with what to see and what if not",
    ),
    next_time=("waking the product team earlier", "the cause as the first line once it is known"),
)

UPGRADE_CHILD = Scenario(
    key="upgrade-child",
    summary="upgrade asked a node that had left, fixed in 6.9.1",
    product="Runtime",
    tags=("upgrade", "schema-lock"),
    priorities=("high", "urgent", "normal"),
    assets=("{env}, 3 nodes", "{env}, 5 nodes"),
    details={"nodes": ("three", "five", "four")},
    subjects=(
        "Upgrade stops at step 4 of 7",
        "Nodes refuse to join after 6.9",
        "Schema lock held, cluster read-only",
        "6.9.0 upgrade stuck for hours",
        "Half of the cluster on 6.9, half on {old_version}",
    ),
    script="""
CUSTOMER
[[Same as others, I suppose:|Our turn it seems:]] the upgrade to 6.9.0 stands at step 4 of 7, {nodes} nodes, {users}
people. [[Is there a known problem?|Do you know about this?]]

OWNER @0 13:10
There is, and you are not the first today. Your data is safe as it stands and reads work; please leave it standing and
restart nothing.

The way back is tested and takes about 40 minutes; the plan is attached. If you can live with it as it is until
{next_day}, there will be a way forward instead. <<Both are fine, it is your choice, and I am here for either.>>

CUSTOMER @0 14:00
[[We wait.|We go back, tonight.|We prefer to go back.]] Thank you for the choice.

OWNER HOLD @0 14:30
Good. You hear from me {next_day} by {hour}:00, whatever the state is then.

OWNER @2 11:00
6.9.1 is out and fixes the cause: a node that had left was still asked for its vote. It has run for a night at sites
larger than yours. The attached page is the one for your size.

CUSTOMER @3 10:00
Through, all steps, [[eleven|nine|fourteen]] minutes.
""",
    praise=(
        (2, "Known problem, safe, and two ways: everything they needed in three lines."),
        (5, "“Both are fine, and I am here for either.” A generous way to give a choice."),
    ),
    advice=(
        (4, "The promised hour passed by a little; a word beforehand would have kept it whole."),
        (3, "The size of their data was not asked before the 40 minutes were named."),
    ),
    learned=(
        "to offer both ways and mean it",
        "how to write to the fourth customer as if to the first",
    ),
    next_time=("asking for the size before naming minutes", "a word before a promise slips"),
)
