"""Conversations about signing in, groups and provisioning. Text only."""

from casereview.demo.texts.scenario import Scenario

SAML_LOOP = Scenario(
    key="saml-loop",
    product="Identity",
    tags=("saml", "sso"),
    priorities=("high", "high", "urgent", "normal"),
    details={"idp": ("Okta", "Entra ID", "Keycloak", "PingFederate", "Google Workspace"), "skew": range(94, 410)},
    subjects=(
        "SAML login loops back to the sign-in page",
        "Sign-in with {idp} ends where it began",
        "Endless redirect between {idp} and {host}",
        "Nobody gets past the {idp} login since {since}",
    ),
    script="""
CUSTOMER
[[Since {since}|New since {since}:]] our people [[are sent back to the sign-in page|land on the sign-in page again]]
after a successful login at {idp}. [[About {users} of us are affected.|It hits everybody, {users} people.]]
No error is shown, the page just comes round again.

[[We changed nothing on our side that we know of.|The only change we know of is a new certificate at {idp}.]]
Local accounts still work, so we are not locked out completely.

OWNER
Thank you, that is a clear picture: {idp} says yes, we say nothing, and you are back at the start.
[[The good news is that a loop without an error|A loop without an error]] almost always means that we received the
assertion and threw it away, and the server writes down why.

Could you run this on {host} while one person tries to sign in, and send me the lines?

```
journalctl -u identity --since "10 minutes ago" | grep -i assertion
```

<<Until we know more, the break-glass account is the safe way in; please do not re-upload metadata yet.>>

CUSTOMER
Here you are. [[It repeats for every person|Same line for everyone]]:

```
WARN identity.saml assertion rejected: NotOnOrAfter passed {skew}s ago req={req}
```

NOTE
Clock again? `{skew}` seconds is more than the 60 s of tolerance. [[{colleague} had the same|Same pattern]] in {ref},
there the hypervisor pinned the guest clock.

OWNER
That line says it: the assertion was valid, but by the clock of {host} it had expired {skew} seconds ago.
So one clock is off, and I would bet on ours rather than {idp}.

Please compare:

```
timedatectl status
chronyc tracking
```

If "System clock synchronized" says no, `systemctl restart chronyd` and one more sign-in will tell.

CUSTOMER
You were right, the server was [[almost {skew} seconds|about {skew} seconds]] ahead. The NTP rule
[[had been dropped in a firewall clean-up|was missing on the new firewall]]. It is back, and sign-in works for
everyone I asked.

OWNER
Lovely. Two things so that this does not come back: the health page has a check "clock drift" that is off by default
(Settings, Health, Clock), and it mails you from 30 seconds on. And if it ever loops again, the line you
sent me is the first place to look, you do not need us for that.
""",
    praise=(
        (1, "“{idp} says yes, we say nothing” is the whole problem in six words, and {contact} agreed to it at once."),
        (3, "You asked for one log line before touching anything, and that one line named the clock."),
        (7, "The drift check and “you do not need us for that” is a gift they keep."),
    ),
    advice=(
        (2, "They mentioned the {users} people twice. A word on what those can do meanwhile would have answered that."),
        (4, "The first reply asks for logs but does not say when you would look at them; an hour would have been kind."),
    ),
    learned=("to ask for the rejected assertion first", "how far one well-chosen grep goes"),
    next_time=("saying when I will read what I asked for", "a line for the people who cannot work meanwhile"),
)

GROUP_SYNC = Scenario(
    key="group-sync",
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
Only from 6.8.4 on. Before that the overage call goes out directly and dies silently.

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
        (4, "Getting the {missing} people back to work before looking for the cause is exactly the right order."),
        (6, "One precise question to a colleague, answered within the hour. A model of asking."),
    ),
    advice=(
        (8, "The cause stands in an internal note only. One closing line with “overage call, proxy” would help us find it."),
        (5, "“Overage claim” slipped into a question; the customer had to guess what it is."),
    ),
    learned=("that manual members survive the sync", "to fix the access first and the cause second"),
    next_time=("a closing summary with the cause in it", "putting the version caveat up front"),
)

NEW_HIRES = Scenario(
    key="new-hires",
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
        (1, "“A green tick over there and nothing over here” shows them that you saw it through their eyes."),
        (3, "Trying the double-account question on a test tenant before promising is what I want to copy."),
        (5, "“Not embarrassing, nearly every tenant has some” took the sting out in one line."),
    ),
    advice=(
        (4, "You mention the request to change the green tick, but not whether they will hear of it again."),
        (8, "The number of the feature request is nowhere in the case, so the next one of us will search for it."),
    ),
    learned=("the Rejected tab, which I had never opened", "how to explain a protocol’s oddity without defending it"),
    next_time=("leaving the number of the request in the case", "saying what becomes of the request"),
)

LOST_DEVICE = Scenario(
    key="lost-device",
    product="Identity",
    tags=("mfa",),
    priorities=("high", "urgent", "normal"),
    details={"who": ("our release manager", "our only administrator", "our head of platform", "a colleague on call")},
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
Recovery started at {clock}, {colleague} is second pair of eyes.

OWNER
Both checked, and the wait has begun; it ends today before {hour}:00 your time. I will be at my desk when it does.

CUSTOMER
In again, and enrolled with two devices this time. [[Strict, but I am glad you are.|I grumbled, but thank you for not
just switching it off.]]

OWNER
Grumbling allowed. Before I close: please give a second person the Administrator role, and print the recovery codes.
That turns four hours into one minute.
""",
    praise=(
        (5, "You said no in the first line and still left a door open in the second. I will borrow that."),
        (6, "Second pair of eyes on the recovery, written down with the time. Just right."),
        (4, "“I will be at my desk when it does”, and you were."),
    ),
    advice=(
        (2, "The three conditions could have come in the first reply; they lost a round asking “so now what?”."),
        (8, "The check by switchboard is the important part, and it stands in half a sentence of a note."),
    ),
    learned=("how to explain a rule by whom it protects", "that a no can open with what is still possible"),
    next_time=("offering the slow door in the first reply", "a short record of the checks at the top of the case"),
)

SHORT_SESSION = Scenario(
    key="short-session",
    product="Identity",
    tags=("sessions",),
    priorities=("normal", "low", "normal"),
    details={"minutes": ("15", "20", "30", "45"), "browser": ("Firefox", "Safari", "Edge", "Chrome")},
    subjects=(
        "Signed out every {minutes} minutes",
        "Session ends while people are typing",
        "Sign-in does not last, about {minutes} minutes",
        "Why are we asked to sign in all day?",
    ),
    script="""
CUSTOMER
People here are signed out after {minutes} minutes, [[in the middle of writing|often while they fill in a form]], and
what they typed is lost. [[Our setting says 12 hours.|In the settings we see 12 hours.]] It is not everybody: those
in the office say it never happens.

OWNER
Office fine, elsewhere {minutes} minutes: that difference is the best clue here. It suggests that something between
the people at home and {host} has a shorter patience than our 12 hours.

[[May I ask two small things|Two small things would settle it]]:

- which way in do people at home use, VPN or the access gateway?
- in {browser}, after being signed out: does the cookie `session` still exist (F12, Storage)?

And about the lost text: drafts of comments are kept in the browser since 6.8, they should be under “Restore”. If not,
that is a second fault and I want to know.

CUSTOMER
Access gateway, all of them. The cookie is gone afterwards. And yes, “Restore” was there, nobody had noticed it.

OWNER
Then it is the gateway: it puts its own session in front, and when that ends it clears every cookie of the host,
ours included. Its name for the setting is usually “idle timeout”, and {minutes} minutes is the factory value.

<<I do not know your make, so I would rather not guess the menu>>; whoever looks after it will find it by that number.

CUSTOMER
Found, it was exactly {minutes}. Security agreed to 8 hours. Quiet since yesterday.
""",
    praise=(
        (1, "Office fine, home not: you picked the one clue that mattered and told them why."),
        (2, "They complained about lost text in half a sentence and you still answered it."),
        (5, "“I would rather not guess the menu” is honest and costs nothing."),
    ),
    advice=(
        (7, "A link to the page about sessions behind a gateway would let them check the next site alone."),
        (3, "The cookie test proves it, but you did not say what you expected to see either way."),
    ),
    learned=("to look for who is not affected", "that drafts can be restored since 6.8"),
    next_time=("saying what each result of a test would mean", "a link they can keep"),
)

CERT_EXPIRY = Scenario(
    key="cert-expiry",
    product="Identity",
    tags=("saml", "certificates"),
    priorities=("urgent", "high"),
    details={"idp": ("Okta", "Entra ID", "Keycloak", "ADFS"), "days": range(2, 12)},
    subjects=(
        "Signing certificate expires in {days} days",
        "{idp} certificate runs out, what do we have to do?",
        "Certificate rollover without downtime?",
        "Reminder about the SAML certificate, next steps",
    ),
    script="""
CUSTOMER
We got a mail that the signing certificate between {idp} and you expires in {days} days. [[The person who set this up
is no longer here.|Nobody here has done this before.]] What exactly do we do, in which order, and do people get
signed out? {users} people use this every day.

OWNER
You have come early enough to do this calmly. In short: nobody is signed out, if the new certificate is added
before the old one is removed. The order is everything, so here it is:

1. In {idp}, create the new certificate but leave the old one active.
2. Download the metadata and upload it here: Identity, SAML, “Add certificate” (not “Replace”).
3. Check that both show as trusted, then make the new one active in {idp}.
4. After a day, remove the old one here.

<<Steps 1 and 2 can be done in working hours, nothing changes for anybody.>> If you want, tell me when you plan step 3
and I keep the log open on my side.

CUSTOMER
Thank you, that is what we needed. Step 1 and 2 done, both show as trusted. We plan step 3 for tomorrow {hour}:00.

OWNER
Good plan. I have it in my calendar and will watch the log from ten minutes before. If anything looks odd, making the
old one active again in {idp} takes you back within a minute.

CUSTOMER
Switched at {hour}:00. I could sign in, so could three colleagues.

OWNER
I see [[41|57|68]] successful sign-ins with the new certificate and none rejected. You can remove the old one
tomorrow. The next expiry is in three years; I put the four steps into your account notes, so your successor finds
them.
""",
    praise=(
        (2, "What, in which order, and are people signed out: three questions, three answers, all in the first reply."),
        (4, "You were in the log ten minutes before, as promised, and told them what you saw."),
        (7, "Writing the steps into the account notes for a successor they do not have yet is a lovely touch."),
    ),
    advice=(
        (3, "You could have confirmed the expiry date from our side instead of taking the mail’s word for it."),
        (5, "“The order is everything” may frighten somebody new to it; it is really four calm steps."),
    ),
    learned=("the add-before-remove order, written for a stranger", "offering to watch the log at the moment it counts"),
    next_time=("checking the date on our side first", "naming the way back before the way forward"),
)

TWO_ACCOUNTS = Scenario(
    key="two-accounts",
    product="Identity",
    tags=("accounts", "sso"),
    priorities=("normal", "low"),
    details={"n": range(2, 9), "old": ("a maiden name", "the old company domain", "a personal address")},
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
        (3, "Asking them to look at the last activity before anything is deleted saved two comments, and their trust."),
        (7, "Reversible for 30 days, with the command for it: they can do this alone next time."),
        (1, "They asked for a merge; you understood that they wanted the history, and gave them that."),
    ),
    advice=(
        (8, "The version question is settled in a note, but a reader does not learn which version is needed."),
        (4, "After the command there were no words on when you would check back. They wrote first."),
    ),
    learned=("the alias command, which I would have solved with a database change", "to do the risky one first"),
    next_time=("naming the lowest version beside a command", "a date on which I look again"),
)

LDAP_SLOW = Scenario(
    key="ldap-slow",
    product="Identity",
    tags=("ldap", "performance"),
    details={"secs": range(11, 38), "servers": ("three", "four", "two")},
    subjects=(
        "Sign-in takes {secs} seconds since {since}",
        "LDAP sign-in is slow, but only sometimes",
        "Every third login takes {secs} s",
        "Slow authentication against our directory",
    ),
    script="""
CUSTOMER
Signing in takes [[up to {secs} seconds|about {secs} seconds]] [[since {since}|these days, it began {since}]]. Sometimes it
is instant. We use LDAP with {servers} servers behind one name. The directory team says their side is fine.

OWNER
“Sometimes instant, sometimes {secs} seconds” with {servers} servers behind one name makes me think that one of them
does not answer and we wait for it to time out. That would also explain why the directory team sees nothing wrong:
the request never arrives.

This asks each server by itself, with the time it took:

```
for s in $(dig +short ldap.{domain}); do
  time ldapsearch -H ldap://$s -x -s base -o nettimeout=5
done
```

CUSTOMER
One of them does not answer at all from {host}. From my laptop it does.

NOTE
So a route, not the directory. Our connect timeout is a multiple of theirs; {colleague} says it became a setting in
6.8 (ldap.connect_timeout).

OWNER
Then it is the path between {host} and that one server, most likely a firewall rule by address. <<What I can prove
from here ends at your network’s edge, so I would hand the three lines of output to the network team as they are.>>

To make people comfortable until it is fixed, this makes us move on to the next server after two seconds:

```
identityctl config set ldap.connect_timeout 2s
```

CUSTOMER
With the setting it is quick again. The network team found the missing rule this morning.

OWNER
Good. I would leave the two seconds in place: the next time a server is down, people will not notice.
""",
    praise=(
        (3, "Each guess came with the test that could prove it wrong. That is how I want to write."),
        (1, "You explained why the directory team could honestly say that all is well. That ended a quarrel."),
        (5, "“What I can prove from here ends at your network’s edge” is a kind way to say it is theirs."),
    ),
    advice=(
        (2, "The first question was how to make it bearable today; the timeout came only in the second reply."),
        (6, "The setting was a colleague’s idea; a word of it to the customer costs nothing and shows a team."),
    ),
    learned=("asking each server by itself", "to say where my evidence ends"),
    next_time=("relief first, then the hunt", "naming the colleague who had the idea"),
)

SCENARIOS = (
    SAML_LOOP,
    GROUP_SYNC,
    NEW_HIRES,
    LOST_DEVICE,
    SHORT_SESSION,
    CERT_EXPIRY,
    TWO_ACCOUNTS,
    LDAP_SLOW,
)
