"""The default rubric of every deployment, based on the principles of memorable support."""

NAME = "Memorable support"

# Title, guidance, why it matters, whether n/a is an answer.
CRITERIA = (
    (
        "Understood the real problem",
        "The first reply restates what is wrong, for whom and since when, in words the customer "
        "would agree to.",
        "Half of all long cases began by solving the wrong thing quickly.",
        False,
    ),
    (
        "Answered the question that was asked",
        "Every question of the customer got an answer or a date for one; nothing they wrote was "
        "passed over.",
        "An unanswered question comes back as a second case, with less patience.",
        False,
    ),
    (
        "Every step follows from evidence",
        "Logs, versions and tests are quoted next to what they show; guesses are called guesses.",
        "Evidence lets a colleague or an engineer pick the case up without starting again.",
        False,
    ),
    (
        "Set an expectation and kept it",
        "Each message says what happens next, who does it and when, and the next message came "
        "by then.",
        "People forgive slow; they do not forgive silence.",
        False,
    ),
    (
        "Plain, warm words",
        "Short sentences without jargon the customer did not use first; it sounds like one person "
        "writing to another.",
        "Tone is what customers remember after the fix is forgotten.",
        False,
    ),
    (
        "Asked for help in time",
        "A colleague, the product team or a manager was brought in as soon as it was needed, with "
        "a clear question.",
        "The cost of asking is minutes; the cost of not asking is days.",
        True,
    ),
    (
        "Left the customer better equipped",
        "The customer learned how to notice, avoid or solve this the next time.",
        "The best answer is one that need not be given twice.",
        True,
    ),
    (
        "Reads well for the next person",
        "Summary, cause and way out can be found by somebody who opens the case a year from now.",
        "Our own cases are the first thing we search.",
        True,
    ),
)
