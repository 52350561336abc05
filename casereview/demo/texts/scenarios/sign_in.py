"""Conversations about getting in: single sign-on, sessions, directories. Text only."""

from casereview.demo.texts.scenario import Scenario

SAML_LOOP = Scenario(
    key="saml-loop",
    investigates=True,
    summary="server clock {skew} s ahead because NTP was blocked, so every assertion had expired",
    product="Identity",
    tags=("saml", "sso"),
    priorities=("high", "high", "urgent", "normal"),
    details={
        "idp": ("Okta", "Entra ID", "Keycloak", "PingFederate", "Google Workspace"),
        "skew": range(94, 410),
    },
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
        (
            1,
            "“{idp} says yes, we say nothing” is the whole problem in six words, and {contact} agreed to it at once.",
        ),
        (
            3,
            "You asked for one log line before touching anything, and that one line named the clock.",
        ),
        (7, "The drift check and “you do not need us for that” is a gift they keep."),
    ),
    advice=(
        (
            2,
            "They mentioned the {users} people twice. A word on what those can do meanwhile would have answered that.",
        ),
        (
            4,
            "The first reply asks for logs but does not say when you would look at them; an hour would have been kind.",
        ),
    ),
    learned=("to ask for the rejected assertion first", "how far one well-chosen grep goes"),
    next_time=(
        "saying when I will read what I asked for",
        "a line for the people who cannot work meanwhile",
    ),
)

SHORT_SESSION = Scenario(
    key="short-session",
    summary="idle timeout of the access gateway, {minutes} minutes by default",
    product="Identity",
    tags=("sessions",),
    priorities=("normal", "low", "normal"),
    details={
        "minutes": ("15", "20", "30", "45"),
        "browser": ("Firefox", "Safari", "Edge", "Chrome"),
    },
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
[[Access gateway, all of them.|The gateway, without exception.]] The cookie is gone afterwards. And yes, “Restore”
was there, [[nobody had noticed it|even with yesterday’s text]].

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
        (
            7,
            "A link to the page about sessions behind a gateway would let them check the next site alone.",
        ),
        (3, "The cookie test proves it, but you did not say what you expected to see either way."),
    ),
    learned=("to look for who is not affected", "that drafts can be restored since 6.8"),
    next_time=("saying what each result of a test would mean", "a link they can keep"),
)

CERT_EXPIRY = Scenario(
    key="cert-expiry",
    summary="new certificate added before the old one was removed, no sign-out",
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
        (
            2,
            "What, in which order, and are people signed out: three questions, three answers, all in the first reply.",
        ),
        (4, "You were in the log ten minutes before, as promised, and told them what you saw."),
        (
            7,
            "Writing the steps into the account notes for a successor they do not have yet is a lovely touch.",
        ),
    ),
    advice=(
        (
            3,
            "You could have confirmed the expiry date from our side instead of taking the mail’s word for it.",
        ),
        (
            5,
            "“The order is everything” may frighten somebody new to it; it is really four calm steps.",
        ),
    ),
    learned=(
        "the add-before-remove order, written for a stranger",
        "offering to watch the log at the moment it counts",
    ),
    next_time=("checking the date on our side first", "naming the way back before the way forward"),
)

LDAP_SLOW = Scenario(
    key="ldap-slow",
    investigates=True,
    summary="one directory server unreachable, connect timeout set to 2 s",
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
Signing in takes [[up to {secs} seconds|about {secs} seconds]] [[since {since}|these days, it began {since}]].
Sometimes it
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
With the setting it is quick again. [[The network team found the missing rule this morning.|The network people found
it with your three lines.|And the rule is back, it had gone in a migration.]]

OWNER
Good. I would leave the two seconds in place: the next time a server is down, people will not notice.
""",
    praise=(
        (
            3,
            "Each guess came with the test that could prove it wrong. That is how I want to write.",
        ),
        (
            1,
            "You explained why the directory team could honestly say that all is well. That ended a quarrel.",
        ),
        (
            5,
            "“What I can prove from here ends at your network’s edge” is a kind way to say it is theirs.",
        ),
    ),
    advice=(
        (
            2,
            "The first question was how to make it bearable today; the timeout came only in the second reply.",
        ),
        (
            6,
            "The setting was a colleague’s idea; a word of it to the customer costs nothing and shows a team.",
        ),
    ),
    learned=("asking each server by itself", "to say where my evidence ends"),
    next_time=("relief first, then the hunt", "naming the colleague who had the idea"),
)

SCENARIOS = (SAML_LOOP, SHORT_SESSION, CERT_EXPIRY, LDAP_SLOW)
