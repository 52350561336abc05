"""The default rubric of every deployment, based on the principles of memorable support."""

NAME = "Memorable support"

# Title, guidance, why it matters, whether "n/a" is allowed, title in self-assessments.
CRITERIA = (
    (
        "Understood the real problem",
        "The first reply restates the problem, who it affects and since when, in words the "
        "customer would agree with.",
        "Many long cases began with a quick answer to the wrong problem.",
        False,
        "I understood the real problem",
    ),
    (
        "Answered the question that was asked",
        "Every question the customer asked got an answer, or a date for one. Nothing they wrote "
        "was overlooked.",
        "An unanswered question comes back as a second case, from a less patient customer.",
        False,
        "I answered the question that was asked",
    ),
    (
        "Every step follows from evidence",
        "Logs, versions and test results appear next to the conclusions drawn from them. Guesses "
        "are labelled as guesses.",
        "With evidence, a colleague or an engineer can take over the case without starting again.",
        False,
        "Each of my steps follows from evidence",
    ),
    (
        "Set an expectation and kept it",
        "Each message says what happens next, who will do it and by when, and the next message "
        "arrived on time.",
        "People forgive a slow answer. They do not forgive silence.",
        False,
        "I set an expectation and kept it",
    ),
    (
        "Plain, warm words",
        "Short sentences, and no jargon unless the customer used it first. It sounds like one "
        "person writing to another.",
        "Customers remember the tone long after they have forgotten the fix.",
        False,
        "I wrote in plain, warm words",
    ),
    (
        "Asked for help in time",
        "A colleague, the product team or a manager was brought in as soon as they were needed, "
        "with a clear question.",
        "Asking costs minutes. Not asking costs days.",
        True,
        "I asked for help in time",
    ),
    (
        "Left the customer better equipped",
        "The customer learned how to spot, avoid or solve this next time.",
        "The best answer is one you only have to give once.",
        True,
        "I left the customer better equipped",
    ),
    (
        "Reads well for the next person",
        "Somebody who opens the case a year from now can quickly find the summary, the cause and "
        "the solution.",
        "Our own cases are the first place we search.",
        True,
        "My case reads well for the next person",
    ),
)
