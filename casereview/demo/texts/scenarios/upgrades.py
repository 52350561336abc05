"""Conversations about upgrades and the nodes of a cluster. Text only."""

from casereview.demo.texts.scenario import Scenario

STUCK_UPGRADE = Scenario(
    key="stuck-upgrade",
    is_hurried=True,
    summary="schema lock of a node that had left, released by hand",
    product="Runtime",
    tags=("upgrade", "schema-lock"),
    priorities=("urgent", "high", "high"),
    assets=("{env}, 5 nodes", "{env}, 3 nodes"),
    details={"step": ("3", "4", "5"), "waited": range(3300, 8200), "ran": range(4, 15)},
    subjects=(
        "Upgrade stops at step {step} of 7",
        "Upgrade from {old_version} to {version} stuck",
        "Schema migration waits for ever",
        "Step {step} of 7 and nothing moves",
    ),
    script="""
CUSTOMER
Upgrade from {old_version} to {version} stands at step {step} of 7 for [[an hour|two hours|ninety minutes]]. No error.
[[Our window ends at {hour}:00.|We have until {hour}:00.]] Is it safe to stop it?

OWNER
Safe to leave it standing: yes. Safe to stop it: not yet, please give me ten minutes. Your data is readable the
whole time, step {step} only adds columns.

To choose well I need one thing:

```
clusterctl upgrade status --verbose --locks
```

<<By half past you have from me either a way forward or a tested way back.>>

CUSTOMER
```
step {step}/7  ALTER TABLE items ...   waiting {waited}s
lock held by   node-2 (left the cluster 3 days ago)
```

NOTE
Same signature as {ref}: the schema lock is held by a node that left. Releasing it by hand worked there.
{colleague} confirms, as long as the node really is gone and not just quiet.

OWNER
Way forward. The lock belongs to node-2, which left three days ago and never gave it back. Before we take it away,
please make sure that it is really off and not just quiet: `ping node-2` and a look at the console.

If it is off:

```
clusterctl locks release schema --holder node-2 --reason "left the cluster"
```

The upgrade goes on by itself within a minute.

CUSTOMER
It was off, scrapped in fact. Released, steps {step} to 7 ran through in {ran} minutes. [[Just inside the window.|With
time to spare.]]

OWNER
Well done, with a clock in your neck. For the runbook, before the next upgrade: `clusterctl locks list` should be
empty. That check is part of the upgrade from 6.9.2 on.
""",
    praise=(
        (
            4,
            "“By half past you have either a way forward or a tested way back.” And they had it at 27 past.",
        ),
        (
            6,
            "You checked the old case with a colleague before touching a lock. Ten minutes well spent.",
        ),
        (2, "Safe to leave, not safe to stop: the question they asked, answered first."),
        (7, "The check in the runbook means that they will not write to us next time."),
    ),
    advice=(
        (
            8,
            "What to do had the node been alive is not written down. The next case may be that one.",
        ),
        (
            5,
            "“Please give me ten minutes” is fine; saying what you do in them would calm even more.",
        ),
    ),
    learned=("to answer “is it safe?” in the first line", "checking that a node is really gone"),
    next_time=("writing down the other branch too", "saying what I do in the ten minutes"),
)

PROXY_WIZARD = Scenario(
    key="proxy-wizard",
    summary="the package replaces the unit file, use a drop-in",
    product="Runtime",
    tags=("upgrade", "proxy"),
    priorities=("low", "normal"),
    details={"port": ("3128", "8080", "8888")},
    subjects=(
        "Upgrade wizard forgets the proxy settings",
        "Proxy empty after the update to {version}",
        "No outbound traffic after upgrade",
        "Licence check fails behind our proxy",
    ),
    script="""
CUSTOMER
After the update to {version} the outbound proxy is empty again. Third time. Licence check and update notes fail until
somebody remembers. [[It is a small thing, but every time.|Not urgent, only tiresome.]]

OWNER
Third time is twice too many. I wanted to see it before answering, so I updated a test server from {old_version} with a
proxy set, and it survived. Then I did it again with the proxy in the environment instead of the settings page, and it
was gone.

Is yours set in the unit file, like `Environment=HTTPS_PROXY=http://proxy.{domain}:{port}`?

CUSTOMER
[[Yes, our provisioning writes it there.|Exactly there, by Ansible.|It is, since the first installation.]]

OWNER
That is it: the package replaces the unit file. A drop-in beside it is left alone by every update:

```
# /etc/systemd/system/larkfield.service.d/proxy.conf
[Service]
Environment=HTTPS_PROXY=http://proxy.{domain}:{port}
```

<<And your patience over three updates has earned a line in the upgrade notes; it will say so from the next release.>>

CUSTOMER
[[Drop-in is in our provisioning.|Done as a drop-in.]] Next update will tell, but I can see why it works.
""",
    praise=(
        (
            3,
            "Two test updates before the first reply. The second one found what the first did not.",
        ),
        (1, "They wrote about the wizard; you found the unit file behind it."),
        (5, "“Third time is twice too many.” They felt heard."),
    ),
    advice=(
        (4, "The next update is the proof. Offering to look in after it would close the circle."),
        (2, "Whether the two earlier cases were ours too stayed open."),
    ),
    learned=("to repeat a test with one thing changed", "drop-ins that survive updates"),
    next_time=("a look in after the next update", "reading the two earlier cases first"),
)

NODE_JOIN = Scenario(
    key="node-join",
    investigates=True,
    summary="updated but never restarted, the process was still {old_version}",
    product="Runtime",
    tags=("cluster", "upgrade"),
    priorities=("high", "urgent", "normal"),
    assets=("{env}, 5 nodes", "{env}, 4 nodes"),
    details={"node": ("node-4", "node-3", "node-5"), "skew": range(3, 28)},
    subjects=(
        "Nodes refuse to join after {version}",
        "{node} does not come back after maintenance",
        "Cluster with one node missing",
        "join rejected: protocol mismatch",
    ),
    script="""
CUSTOMER
{node} does not join the cluster any more after [[last night’s maintenance|maintenance {since}]].
It says `join rejected: protocol mismatch`. The other nodes run. [[How long can we stay like this?|Is it risky to
leave it so?]]

OWNER
You can stay like this for days: with the others in the majority nothing is at risk, only your reserve is gone. So no
hurry, and no need to restart the healthy ones.

“Protocol mismatch” means that {node} speaks another version. Could you compare?

```
clusterctl version --all-nodes
```

CUSTOMER
All on {version}, {node} too. That is what puzzles us.

NOTE
Package says {version} but the running binary may be older if the service was not restarted after the update. Asked
{colleague} for the quickest way to see that from outside.

NOTE COLLEAGUE
`clusterctl version` reads the package. [[`clusterctl version --running` asks the process.|Add `--running` and it
asks the process.|You want `--running`, that asks the process itself.]]

OWNER
Then one more flag, because the first command asks the package and not the process:

```
clusterctl version --all-nodes --running
```

<<My guess is that {node} was updated but never restarted; if the number is the same here too, I was wrong and we look
at the network.>>

CUSTOMER
Your guess: {node} runs {old_version}. After a restart it joined at once.
""",
    praise=(
        (2, "“How long can we stay like this?” answered first, and with a reason."),
        (3, "You called your guess a guess, and said what would prove it wrong."),
        (6, "One question to a colleague, and the flag that settles it. Quick."),
    ),
    advice=(
        (
            7,
            "That maintenance should end with a check of the running version is a tip they would have kept.",
        ),
        (8, "It would be good to say in a closing line that the cause was a missed restart."),
    ),
    learned=(
        "the difference between the package and the process",
        "saying beforehand what would prove me wrong",
    ),
    next_time=("the check that ends every maintenance", "a closing line with the cause"),
)

SCENARIOS = (STUCK_UPGRADE, PROXY_WIZARD, NODE_JOIN)
