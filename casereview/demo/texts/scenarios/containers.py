"""Conversations about charts, images and certificates. Text only."""

from casereview.demo.texts.scenario import Scenario

HELM_TOLERATIONS = Scenario(
    key="helm-tolerations",
    summary="jobs read their own tolerations since {version}, set them under jobs",
    product="Runtime",
    tags=("helm", "kubernetes"),
    priorities=("normal", "low"),
    details={
        "key": ("dedicated", "workload", "pool"),
        "part": ("the index job", "the backup job", "the migration job"),
    },
    subjects=(
        "Helm chart {version} ignores tolerations",
        "{part} stays pending after chart update",
        "Pods unschedulable: taint {key}",
        "Node taints and the chart of {version}",
    ),
    script="""
CUSTOMER
With chart {version} {part} stays pending: `node(s) had untolerated taint {{key}: support}`. Our values set the
toleration under `global.tolerations`, [[as before|which worked in {old_version}]]. The deployments are fine, only
{part} is not.

OWNER
Deployments fine, {part} pending: the template of the jobs was rewritten in {version} and reads its own block. I
rendered the chart with your values to be sure:

```
helm template . -f values.yaml | yq 'select(.kind=="Job") | .spec.template.spec.tolerations'
null
```

So `global.tolerations` does not reach the jobs. It should, and I have sent the two-line fix to the chart. Until then
this works:

```
jobs:
  tolerations:
    - key: {key}
      operator: Exists
```

CUSTOMER
[[That works.|Job runs.|Scheduled at once.]] Does it hurt to leave it in once the fix is out?

OWNER
It does not: the job block wins over the global one, before and after. <<You can forget about it in peace.>>

NOTE
Chart fix merged by {colleague}, goes out with the next patch. Added a test that renders with only globals.
""",
    praise=(
        (
            3,
            "You rendered the chart with their values instead of guessing. The `null` says it all.",
        ),
        (2, "“Does it hurt to leave it in?” got a yes-or-no answer and the reason."),
        (6, "You sent the fix yourself, with a test. Lovely."),
    ),
    advice=(
        (
            7,
            "They could render the chart themselves before the next update; the command would have been a gift.",
        ),
        (4, "Which patch release carries the fix is not said."),
    ),
    learned=("to render with the customer’s own values", "“you can forget about it in peace”"),
    next_time=("passing on the rendering command", "naming the release of the fix"),
)

TLS_RENEWAL = Scenario(
    key="tls-renewal",
    summary="intermediate certificate missing from the chain",
    product="Runtime",
    tags=("tls", "certificates"),
    priorities=("high", "urgent", "normal"),
    details={
        "ca": ("our internal CA", "a new public CA", "Let’s Encrypt"),
        "client": ("git", "curl", "the mobile app", "Java clients"),
    },
    subjects=(
        "{client} does not trust the new certificate",
        "Certificate renewed, half of the clients fail",
        "unable to get local issuer certificate",
        "TLS errors since {since}, browsers are fine",
    ),
    script="""
CUSTOMER
We renewed the certificate of {host}, it now comes from {ca}. Browsers are happy, {client} [[says|fails with]]
`unable to get local issuer certificate`. [[What is different?|Why only there?]]

OWNER
Browsers forgive one thing that {client} does not: a missing link in the chain. They remember the intermediate
certificate from elsewhere, others need the server to send it. I looked at {host} from outside:

```
openssl s_client -connect {host}:443 -servername {host} </dev/null | grep -c 'BEGIN CERT'
1
```

One certificate where two are needed. So the file has the server’s own one and lacks the intermediate.

```
cat server.crt intermediate.crt > fullchain.crt
clusterctl tls install fullchain.crt server.key
```

<<The order matters: yours first, then the one that signed it.>>

CUSTOMER
Our CA sent a zip with five files, we took the one with our name on it. Installed as you wrote, {client} works.

OWNER
That zip confuses everybody. `clusterctl tls check {host}` tells in one line whether the chain is whole, before people
do.
""",
    praise=(
        (1, "“Browsers forgive one thing that {client} does not” answers why only there."),
        (3, "You looked from outside yourself and showed the count: one where two are needed."),
        (5, "“That zip confuses everybody.” Warm, short, true."),
    ),
    advice=(
        (4, "The answer was quick, but a word on whether the change needs a restart was missing."),
        (8, "The name of the CA and its intermediate would make this case findable next year."),
    ),
    learned=("counting the certificates from outside", "to explain by what browsers forgive"),
    next_time=("saying whether a restart is needed", "leaving the CA’s name for the search"),
)

ARM_IMAGE = Scenario(
    key="arm-image",
    summary="index service has no arm64 build yet, web and worker do",
    product="Runtime",
    tags=("containers", "images"),
    priorities=("low", "normal"),
    details={"machine": ("Graviton", "Ampere", "a Raspberry Pi lab", "Apple silicon laptops")},
    subjects=(
        "exec format error on {machine}",
        "Image of {version} does not start on arm64",
        "Is arm64 supported?",
        "Container fails at once on {machine}",
    ),
    script="""
CUSTOMER
We try your image of {version} on {machine} and it ends with `exec format error`. [[Is arm64 supported or not? The page
says “soon” since last year.|The documentation says two different things about arm64.]]

OWNER
A plain answer where the page has none: web and worker yes, since 6.8; the index service not yet, and that is the one
that fails for you. “Soon” is not an answer and I have asked for the page to say what I just wrote.

For {machine} you have two ways:

- index on one amd64 machine, the rest on arm64; this is supported, ask us anything about it
- emulation, for a trial only: it works and is five times slower

```
nodeSelector:
  kubernetes.io/arch: amd64
```

<<If you tell me how many machines you would move, I add it to the request; numbers are what moves it.>>

CUSTOMER
A plain answer at last. We would move [[about 40|around 25|60]]. We take the first way meanwhile.

NOTE
Added to the arm64 request with the number. Product says index on arm64 is on the list for the
winter; {colleague} collects the numbers.
""",
    praise=(
        (2, "“Web and worker yes, index not yet.” Six words where the page needs a paragraph."),
        (5, "“Soon is not an answer.” Right, and brave."),
        (6, "You took the number to product, so their wish counts."),
    ),
    advice=(
        (4, "They may now expect to hear from product. A word on that would be fair."),
        (3, "A digest of the image they tried would exclude a mixed-up tag."),
    ),
    learned=("that numbers move a request", "giving the plain answer that the page lacks"),
    next_time=("saying who writes when it changes", "asking for the image digest"),
)

SCENARIOS = (HELM_TOLERATIONS, TLS_RENEWAL, ARM_IMAGE)
