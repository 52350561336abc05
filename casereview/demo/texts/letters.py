"""Closing notes: each a short letter with what the reviewer learned and one thing to try. Text only."""

LETTERS = (
    "{owner}, I learned two things here: {learned}, and {learned_too}. The one thing I would try next time is "
    "{next_time}.",
    "Dear {owner}, I enjoyed reading this. What I take with me is {learned}. If I may give one thing back: "
    "{next_time}. "
    "[[Shall we talk about it this week?|Tell me if you see it differently.]]",
    "{owner}, thank you for this case. {contact} was in good hands. I will steal {learned} for my own cases, "
    "and I would offer "
    "you {next_time} in return.",
    "I read it twice, {owner}, the second time for pleasure. I learned {learned}. One idea: {next_time}. "
    "Everything else I "
    "would leave as it is.",
    "{owner}, the part with {contact} is how I would like to be treated as a customer. From you I have "
    "{learned}; what I "
    "would add is {next_time}.",
    "Hello {owner}, a calm case in a loud week. I noticed {learned}, and want to do that more. My one suggestion is "
    "{next_time}, because {customer} will meet this again.",
    "{owner}, there is a lot to like here and one thing to try. To like: {learned}. To try: {next_time}. Happy "
    "to look at the "
    "next one together.",
    "What stays with me, {owner}: {learned}. What I wondered about: {next_time}. You may well have had a "
    "reason, and I would "
    "like to hear it.",
    "{owner}, you made a hard thing look easy, and I know it was not. I learned {learned}. Next time I would "
    "try {next_time}; "
    "that is all I found.",
    "Thank you, {owner}. I came for the rubric and stayed for {learned}. A small wish: {next_time}.",
    "{owner}, I will be honest: I would have given up on message three. You did not, and I learned {learned}. Perhaps "
    "{next_time} would make it even rounder.",
    "Dear {owner}, {customer} can count itself lucky. I learned {learned}, and also {learned_too}. If there is "
    "one thing to "
    "work on, it is {next_time}.",
    "{owner}, short from me, since most of it is in the comments. The best of it: {learned}. The one to try: "
    "{next_time}.",
    "I have had this very problem, {owner}, and solved it worse. So I learned {learned}. From my own scars I "
    "would suggest "
    "{next_time}.",
    "{owner}, when I opened this I expected a routine case, and then I found myself noting {learned}. Let us both try "
    "{next_time} and compare in a month.",
    "Hi {owner}, good work, and I mean the details: {learned} above all. I would try {next_time}. Coffee on me "
    "when we are in "
    "the same town.",
)

# A draft that is not finished has the beginning of a letter.
BEGUN = (
    "{owner}, a first thought before I finish: {learned}.",
    "What I noticed so far: {learned}.",
    "",
    "",
)

SKIPS = (
    "no case: everything on the queue is a day old",
    "both of us on the bridge of a major case all week",
    "away unexpectedly since Tuesday",
    "the reviewer helped to solve every case that could be picked",
)
