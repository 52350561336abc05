"""Conversations about accounts, groups and second factors. Text only."""

from casereview.demo.texts.scenario import Scenario

GROUP_SYNC = Scenario(
    key="group-sync",
    investigates=True,
    summary="above {limit} groups a second call is needed, and the proxy did not let it through",
    product="Identity",
    tags=("scim", "groups"),
    details={"limit": ("200", "150", "250"), "groups": range(212, 480), "missing": range(3, 40)},
    subjects=(
        "Group sync drops members above {limit} groups",
        "{missing} people lost their groups after last night’s sync",
        "Members missing from synced groups",
        "Group sync is incomplete, {missing} people without access",
    ),
    script="""
CUSTOMER
[[After the nightly sync|Since the sync of {since}]] {missing} people are missing from groups they belong to at our
identity provider. [[They are all people with many groups.|What they share: they are in a lot of groups.]]
We have {groups} groups in scope.

Is there a limit we should know about? And can we get the missing ones back today, [[they cannot reach their
projects|some of them are on call]]?

OWNER
There is a limit, and it is not well documented: a token carries at most {limit} groups per person, and above that the
provider sends a link instead of the list. We should follow that link. It looks as if we did not.

For today: adding the {missing} people by hand to their project groups is safe, the sync does not remove manual
members. <<I would do that first and look for the cause second.>>

To see whether it is really the link, could you send me one of the names and the sync report
(Identity, Sync, last run, Download)?

CUSTOMER
Done, they can work again, thank you for putting that first. Report attached. One of them is in
[[well over {limit}|more than {limit}]] groups.

NOTE
Report shows `overage_claim=true` and then no second request. Outbound to the directory endpoint is blocked by their
proxy, I think. {colleague}, does 6.8 honour the proxy setting for that call?

NOTE COLLEAGUE
[[Only from 6.8.4 on.|Since 6.8.4, not before.]] Before that the overage call goes out directly and [[dies
silently|nobody hears it die]].

OWNER
Found it. For people above {limit} groups we make a second call to your directory, and on {version} that call ignores
the proxy setting, so your network stops it without a word. Two ways out:

- allow {host} to reach the directory endpoint directly (works at once), or
- update to 6.8.4 or later, where that call uses the proxy.

I have opened a documentation change so that the limit stands where you would look for it.

CUSTOMER
We opened the route for now and plan the update for [[the next window|our window next month]]. Last night’s sync was
complete, all {missing} are back.
""",
    praise=(
        (2, "They asked two questions and you answered both, the urgent one first."),
        (
            4,
            "Getting the {missing} people back to work before looking for the cause is exactly the right order.",
        ),
        (6, "One precise question to a colleague, answered within the hour. A model of asking."),
    ),
    advice=(
        (
            8,
            "The cause stands in an internal note only. One closing line with “overage call, proxy” would help "
            "us find it.",
        ),
        (5, "“Overage claim” slipped into a question; the customer had to guess what it is."),
    ),
    learned=(
        "that manual members survive the sync",
        "to fix the access first and the cause second",
    ),
    next_time=("a closing summary with the cause in it", "putting the version caveat up front"),
)

NEW_HIRES = Scenario(
    key="new-hires",
    summary="seat limit reached, the provider shows accepted requests as done",
    product="Identity",
    tags=("scim", "provisioning"),
    details={"idp": ("Entra", "Okta", "OneLogin", "JumpCloud"), "hires": range(3, 27)},
    subjects=(
        "New hires are not provisioned from {idp}",
        "{idp} says provisioned, but the accounts do not exist",
        "{hires} starters without an account",
        "Provisioning from {idp} stopped quietly",
    ),
    script="""
CUSTOMER
We have {hires} people starting [[this week|on Monday]] and none of them has an account. {idp} shows the provisioning
as successful, with a green tick. [[Earlier starters came through fine.|It worked for the starters of last month.]]

OWNER
A green tick over there and nothing over here, with {hires} people waiting at their desks. Let us get them in first.

[[You can invite them by hand today|Inviting them by hand works today]]: when provisioning comes back it recognises
the address and adopts the account, you will not get doubles. I tried that on a test tenant a minute ago to be sure.

For the cause: does one of the {hires} show up under Identity, Provisioning, Rejected?

CUSTOMER
Oh, there is a Rejected tab. Yes, all {hires}. [[It says “seat limit reached”.|The reason given is “seat limit
reached”.]] Why does {idp} show green then?

OWNER
Because the protocol lets us answer “accepted” before we have created the account, and {idp} takes that for done.
It is correct on paper and no help to you; I have added your case to the request to change it ([[9 others|a dozen
others]] asked).

The seats: you have {users} and all are taken, {hires} more are needed. Two ways:

- free seats: People, Last seen, older than 60 days shows who left without being removed
- or your account manager adds seats, that takes effect within minutes

CUSTOMER
There were {hires} leavers still sitting there, embarrassing. Removed them, pressed retry, everybody is in.

OWNER
Not embarrassing, nearly every tenant has some. <<If you let {idp} remove leavers too, the seats look after
themselves>>; the switch is called “deprovision on unassign”. Welcome to the {hires}.
""",
    praise=(
        (
            1,
            "“A green tick over there and nothing over here” shows them that you saw it through their eyes.",
        ),
        (
            3,
            "Trying the double-account question on a test tenant before promising is what I want to copy.",
        ),
        (5, "“Not embarrassing, nearly every tenant has some” took the sting out in one line."),
    ),
    advice=(
        (
            4,
            "You mention the request to change the green tick, but not whether they will hear of it again.",
        ),
        (
            8,
            "The number of the feature request is nowhere in the case, so the next one of us will search for it.",
        ),
    ),
    learned=(
        "the Rejected tab, which I had never opened",
        "how to explain a protocol’s oddity without defending it",
    ),
    next_time=(
        "leaving the number of the request in the case",
        "saying what becomes of the request",
    ),
)

LOST_DEVICE = Scenario(
    key="lost-device",
    is_hurried=True,
    summary="second factor lost, recovered by DNS record and four hours’ wait",
    product="Identity",
    tags=("mfa",),
    priorities=("high", "urgent", "normal"),
    details={
        "who": (
            "our release manager",
            "our only administrator",
            "our head of platform",
            "a colleague on call",
        )
    },
    subjects=(
        "Lost phone, {who} cannot sign in",
        "Second factor gone after a phone change",
        "Locked out: authenticator app lost",
        "Please reset the second factor for one person",
    ),
    script="""
CUSTOMER
[[Short version: |]]{who} [[lost a phone on the train|has a new phone and the old one is wiped]] and cannot sign in,
the app with the codes is gone. Recovery codes were [[on the same phone|saved in a place only that account can
open]]. Can you switch off the second factor for that account?

OWNER
I can see why you want exactly that, and I cannot do it from here: we have no way around a customer’s second factor,
on purpose, because whoever writes such a message might not be you. But nobody has to stay outside.

Is there a second person with the Administrator role at {customer}? They can do it in one minute: People, the
person, Security, “Ask to enrol again”.

CUSTOMER
[[There was one, but that person left in spring.|We have one administrator, and that is the person without a phone.]]
So now what?

OWNER
Then there is the slower door. It takes three things:

1. a mail from an address of your domain that is on the contract,
2. a one-time record in your DNS, which I send you in the next message,
3. the wait of four hours, during which every administrator is told and may object.

<<I know four hours are long when somebody is on call; the wait is what protects you from a stranger asking the same.>>
The clock starts when 1 and 2 are here, so let us do those now.

CUSTOMER
Mail sent, record is up:

```
_recovery.{domain}. 300 IN TXT "lf-{req}"
```

NOTE
Checked: sender on the contract, TXT visible from two resolvers, requester called back on the switchboard number.
Recovery started, {colleague} is second pair of eyes.

OWNER
Both checked, and the wait has begun; it ends today before {hour}:00 your time. I will be at my desk when it does.

CUSTOMER
In again, and enrolled with two devices [[this time|now]]. [[Strict, but I am glad you are.|I grumbled, but thank you
for not
just switching it off.]]

OWNER
Grumbling allowed. Before I close: please give a second person the Administrator role, and print the recovery codes.
That turns four hours into one minute.
""",
    praise=(
        (
            5,
            "You said no in the first line and still left a door open in the second. I will borrow that.",
        ),
        (6, "Second pair of eyes on the recovery, written down with the time. Just right."),
        (4, "“I will be at my desk when it does”, and you were."),
    ),
    advice=(
        (
            2,
            "The three conditions could have come in the first reply; they lost a round asking “so now what?”.",
        ),
        (
            8,
            "The check by switchboard is the important part, and it stands in half a sentence of a note.",
        ),
    ),
    learned=(
        "how to explain a rule by whom it protects",
        "that a no can open with what is still possible",
    ),
    next_time=(
        "offering the slow door in the first reply",
        "a short record of the checks at the top of the case",
    ),
)

TWO_ACCOUNTS = Scenario(
    key="two-accounts",
    summary="accounts joined by alias, the empty ones retire after 30 days",
    product="Identity",
    tags=("accounts", "sso"),
    priorities=("normal", "low"),
    details={
        "n": range(2, 9),
        "old": ("a maiden name", "the old company domain", "a personal address"),
    },
    subjects=(
        "Same person, two accounts",
        "{n} people appear twice after the domain change",
        "How do we merge accounts?",
        "History is under the old address, sign-in under the new",
    ),
    script="""
CUSTOMER
After [[our change of domain|moving to the new domain]] {n} people have two accounts: one with {old} and all their
history, one new and empty. Signing in takes them to the empty one. [[Is there a merge?|Can the two be merged?]]

OWNER
There is no merge button, but there is something better for your case: we can tell the old account that the new
address is its own, and the empty one goes away. History, assignments and tokens stay where they are.

[[One caution:|One thing to check first:]] if anybody already worked in the new, empty account, that work would be
left behind. Could you look at “Last activity” of the {n} new ones and tell me?

CUSTOMER
{n} accounts checked. One of them wrote two comments in the new one, the others did nothing.

OWNER
Thank you for really looking. For the others you can do it yourself, it is reversible for 30 days:

```
identityctl alias add --account OLD_ADDRESS --address NEW_ADDRESS --retire-empty
```

For the one with two comments: they can be moved first, `--carry comments`. <<Please do that one first and have the
person look, before you do the rest.>>

NOTE
The carry flag is new in 6.9, they are on {version}. Checked in the changelog, backported in 6.8.3.

CUSTOMER
All {n} done. The person with the comments says everything is there, in the right places even.

OWNER
Then all {n} are whole again. The retired accounts disappear on their own after 30 days; until then
`identityctl alias undo` brings one back.
""",
    praise=(
        (
            3,
            "Asking them to look at the last activity before anything is deleted saved two comments, and their trust.",
        ),
        (7, "Reversible for 30 days, with the command for it: they can do this alone next time."),
        (
            1,
            "They asked for a merge; you understood that they wanted the history, and gave them that.",
        ),
    ),
    advice=(
        (
            8,
            "The version question is settled in a note, but a reader does not learn which version is needed.",
        ),
        (
            4,
            "After the command there were no words on when you would check back. They wrote first.",
        ),
    ),
    learned=(
        "the alias command, which I would have solved with a database change",
        "to do the risky one first",
    ),
    next_time=("naming the lowest version beside a command", "a date on which I look again"),
)

SCENARIOS = (GROUP_SYNC, NEW_HIRES, LOST_DEVICE, TWO_ACCOUNTS)
