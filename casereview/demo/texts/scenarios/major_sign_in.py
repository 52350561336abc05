"""Conversations about the morning on which nobody could sign in. Text only."""

from casereview.demo.texts.scenario import Scenario

EU_SIGN_IN = Scenario(
    key="eu-sign-in",
    summary="internal certificate expired in one zone",
    product="Identity",
    tags=("sso", "outage", "major"),
    priorities=("urgent",),
    assets=("eu-central",),
    subjects=("Sign-in fails for everybody in eu-central",),
    script="""
CUSTOMER @0 08:32
Nobody can sign in since 08:20, all 1,900 of us, with SSO and with passwords. People who are signed in can go on
working. The status page is green.

OWNER @0 08:41
Confirmed, and it is us, not you: sign-in in eu-central has failed for about two in three attempts since 08:17. The
status page is being turned red while I write.

For the people who are inside: please tell them not to sign out. <<I write every 30 minutes from now on, the next time
at 09:15, also when there is nothing new.>>

NOTE OMAR @0 08:44
Major case. Bridge is open, identity and platform are on it. Bo writes to the customer, {colleague} keeps the child
cases together. No guesses about the cause outside the bridge, please.

OWNER @0 09:15
09:15, no cure yet. What we know: the session store of one of three zones answers, but too late. We are taking that
zone
out. Next word at 09:45.

CUSTOMER @0 09:22
Thank you for the rhythm. It lets me send the same to our people.

OWNER @0 09:41
09:41, a little early because it is good: the zone is out, sign-in works for all attempts since 09:34. Please let two
people try, and then the others.

CUSTOMER @0 09:52
Works for ten out of ten here. What was it?

OWNER HOLD @0 10:20
Too early for the whole answer. What I can say: a certificate inside the session store ran out in one zone only,
because
that zone was built two weeks later than the others. You get the full document by {next_day}, with what we change.

NOTE @1 11:30
Document is with Omar for approval. Three measures: expiry alarm for internal certificates, zone check in the health
page, and the status page turns red by itself.

OWNER @1 14:00
The document is attached, two pages. The shortest summary of it: we had an alarm for every certificate that you can see
and none for those you cannot. Now we have.

CUSTOMER @2 09:10
I passed it to our management as it is. Nobody here asked a second question, which has never happened.
""",
    praise=(
        (4, "Every 30 minutes, also with nothing new. They sent your words on to 1,900 people."),
        (5, "“Confirmed, and it is us, not you.” Seven words that ended all doubt."),
        (1, "You thought of the people who were still inside before anybody asked."),
        (8, "The two pages are a model; I could find cause and measures in ten seconds."),
    ),
    advice=(
        (
            3,
            "“About two in three” in the first reply: from where? Naming the graph would make it solid.",
        ),
        (
            6,
            "The status page was green for 25 minutes. Somebody should be able to turn it red faster.",
        ),
    ),
    learned=(
        "to set a rhythm and keep it with nothing in hand",
        "“an alarm for every one you can see”",
    ),
    next_time=("naming the source of a number", "asking who may turn the status page red"),
)

SIGN_IN_CHILD = Scenario(
    key="sign-in-child",
    summary="internal certificate expired in one zone",
    product="Identity",
    tags=("sso", "outage"),
    priorities=("urgent", "high"),
    assets=("eu-central",),
    subjects=(
        "Cannot sign in since this morning",
        "Login fails for {users} people",
        "SSO down?",
        "Sign-in error 503 in eu-central",
        "Is there an outage?",
        "Password and SSO both refused",
    ),
    script="""
CUSTOMER
[[Nobody here can sign in.|Sign-in fails for most of us, about {users} people.]] [[Is it you or us?|Your status page
says all is well.]]

OWNER @0 09:10
It is us: sign-in in eu-central is failing for many, since 08:17. The team is on it, and whoever is signed in should
stay signed in.

<<You do not need to test anything, I write to you as soon as it works.>>

OWNER @0 09:42
It works again since 09:34, all attempts. [[Could you confirm for your side?|Would you try once?]] A document about the
cause follows, it comes to you without asking.

CUSTOMER @0 10:15
[[Works here too.|Confirmed, everybody is in.]] Thank you for the quick word.
""",
    praise=(
        (5, "“You do not need to test anything.” They could go and have a coffee."),
        (2, "Is it you or us? It is us. Answered in three words."),
    ),
    advice=(
        (
            4,
            "“As soon as it works” has no upper end; the 30-minute rhythm of the major case would suit here too.",
        ),
        (7, "The subscription to the status page is one click, and was not offered."),
    ),
    learned=(
        "how short a good answer may be in an outage",
        "to send the document without being asked",
    ),
    next_time=("the same rhythm for the small cases", "offering the status subscription"),
)
