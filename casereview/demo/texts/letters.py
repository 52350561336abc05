"""Closing notes: each a short letter with what the reviewer learned and one thing to try. Text only.

`{learned}` may be a thing, a habit or a sentence ("to ask who left"), so it stands behind a colon or "I learned";
`{next_time}` is a thing or a habit and stands behind "try".
"""

# One letter a paragraph.
LETTERS = """
{owner}, I learned two things here: {learned}, and {learned_too}. The one thing I would try next time is
{next_time}.

Dear {owner}, I enjoyed reading this. What I take with me: {learned}. In your place I might try {next_time}. [[Shall
we talk about it this week?|Tell me if you see it differently.]]

{owner}, thank you for this case. {contact} was in good hands. I wrote down for my own cases: {learned}. And I would
try {next_time}, if only to see what happens.

I read it twice, {owner}, the second time for pleasure. What I learned: {learned}. One idea: try {next_time}.
Everything else I would leave as it is.

{owner}, the part with {contact} is how I would like to be treated as a customer. My note to myself: {learned}. Next
time I would try {next_time}.

Hello {owner}, a calm case in a loud week. I noticed one thing above all: {learned}. My one suggestion is to try
{next_time}, because {customer} may meet this again.

{owner}, there is a lot to like here and one thing to try. To like: {learned}. To try: {next_time}. Happy to look at
the next one together.

What stays with me, {owner}: {learned}. What I wondered about is whether you could try {next_time}. You may well
have had a reason, and I would like to hear it.

{owner}, you made a hard thing look easy, and I know it was not. I learned this: {learned}. Next time I would try
{next_time}; that is all I found.

Thank you, {owner}. I came for the rubric and stayed for something else: {learned}. I am going to try {next_time} in
my next case, perhaps you too?

{owner}, I will be honest: I would have given up on message three. You did not, and from that I have: {learned}.
Perhaps try {next_time}, it would make it even rounder.

Dear {owner}, {customer} can count itself lucky. Two things I did not know before: {learned}, and {learned_too}. If
there is one thing to try, it is {next_time}.

{owner}, short from me, since most of it is in the comments. The best of it: {learned}. The one to try: {next_time}.

I have had this very problem, {owner}, and solved it worse. What I did not have then: {learned}. From my own scars:
try {next_time}.

{owner}, when I opened this I expected a routine case, and then I found myself noting: {learned}. Let us both try
{next_time} and compare in a month.

Hi {owner}, good work, and I mean the details, above all this: {learned}. I would try {next_time}. Coffee on me when
we are in the same town.

{owner}, two lines for your wall. Keep: {learned}. Try: {next_time}. The rest is between us on a call, if you like.

What a patient piece of work, {owner}. I learned one thing for sure: {learned}. With {contact} I might have tried
{next_time} as well.
"""

# A draft that is not finished has the beginning of a letter, or none.
BEGUN = """
{owner}, a first thought before I finish: {learned}.

What I noticed so far: {learned}.

So far I like how {contact} is spoken to. More when I have read the end.
"""

SKIPS = (
    "No case: everything on the queue is a day old",
    "Both of us were on the bridge of a major case all week",
    "Away unexpectedly since Tuesday",
    "The reviewer had helped to solve every case that could be picked",
)
