"""Comments that fit any case, chosen by what really happened in it. Text only.

Each belongs to a criterion by its position; `{hours}`, `{gap}`, `{from_day}`, `{to_day}`, `{quote}` come from the case.
"""

# When it happened as described (see `casereview.demo.facts`), as (position, text).
PRAISE = {
    "quick": (
        (4, "First reply after {hours}, and it was a real one."),
        (2, "{contact} had an answer within {hours}, to the question and not to the subject line."),
        (4, "You answered after {hours} with something they could do at once."),
    ),
    "asked": (
        (
            6,
            "You asked {colleague} with one clear question. The answer came the same day because of that.",
        ),
        (6, "{colleague} was in the case before it was late."),
        (6, "A note to {colleague}, short, with what you had already tried. Just enough."),
        (
            6,
            "I like that the question to {colleague} can be read here, and not only in a chat that is gone.",
        ),
    ),
    "quote": (
        (5, "“{quote}” I would like to write such a sentence."),
        (5, "“{quote}” Clear and kind in one line."),
        (5, "Borrowing this: “{quote}”"),
        (5, "“{quote}” That is how one person writes to another."),
        (4, "“{quote}” They knew what comes next."),
    ),
    "promised": (
        (4, "Each message says when the next one comes, and it did."),
        (4, "You named a day and an hour, and the message was there."),
        (4, "{contact} never had to ask for news."),
    ),
    "code": (
        (3, "The commands can be pasted as they are, and you say what to expect from each."),
        (3, "One command, one result, one conclusion. Easy to follow even for me."),
        (3, "You show the output next to what it means."),
    ),
    "solved": (
        (8, "Cause and way out can be found in a minute."),
        (8, "In one line: {summary}. I know what I would do."),
        (8, "If {contact} writes again in a year, anybody of us can pick this up."),
        (8, "Facts first, then the story, then the end. I did not scroll back once."),
        (8, "I searched for the cause with two words and landed on the right message."),
        (8, "No loose ends: each thing that was begun is also finished here."),
        (7, "{contact} could explain it to a colleague now. That is the best sign."),
        (7, "They got a way to notice it earlier, not only a way out."),
        (7, "You left them with a reason and not only with a command."),
        (8, "I read only the last two messages and knew the whole story."),
        (8, "The closing line is what our search will find next year."),
        (7, "They could solve this alone the next time."),
    ),
    "any": (
        (1, "The first lines say what is wrong and for whom. {contact} only had to say yes."),
        (1, "You noticed what {contact} did not say, and asked."),
        (1, "Your first sentence could be the title of the case."),
        (2, "The second question was half hidden, and you saw it."),
        (3, "You say how you know, each time."),
        (3, "What was tried and did not help is written down as well. I value that."),
        (5, "Friendly without a single empty phrase."),
        (6, "A second pair of eyes would have been a luxury here, and you knew it."),
        (1, "You repeated their problem in fewer words than they used."),
        (1, "You asked what it means for them before you asked for a log."),
        (2, "I counted the questions: all of them have an answer."),
        (2, "Nothing they wrote was passed over, the side remark included."),
        (3, "A guess is called a guess here. That makes the rest believable."),
        (3, "Every step has its reason beside it."),
        (5, "No jargon before {contact} used it."),
        (5, "It sounds like you, and not like a template."),
        (7, "The hint at the end is worth more to them than the fix."),
    ),
}

ADVICE = {
    "silent": (
        (
            4,
            "Between {from_day} and {to_day} there was no message. A line like “still on it, next word "
            "{next_day}” is enough.",
        ),
        (
            4,
            "From {from_day} to {to_day} they heard nothing. I know the case went on; they did not.",
        ),
        (4, "{gap} without a word. “No news” is news too."),
    ),
    "chased": (
        (
            4,
            "{contact} had to ask for news. A note with a day in it, before they ask, would have kept this a yes.",
        ),
        (
            4,
            "They asked once where it stands. Writing first costs us one line and saves them a morning.",
        ),
    ),
    "slow": (
        (
            2,
            "The first reply took {hours}. Even “I have seen it, I read it properly at noon” would have helped.",
        ),
        (4, "{hours} until the first word is long when it is urgent for them."),
    ),
    "alone": (
        (
            6,
            "You went through this alone. {colleague} had such a case not long ago and would have known.",
        ),
        (6, "I missed a question to the team somewhere in the middle."),
    ),
    "open_end": (
        (8, "I had to read all of it to learn the cause. Two lines at the end would do."),
        (8, "What it was in the end stands nowhere in one sentence."),
    ),
    "any": (
        (5, "Some paragraphs carry two thoughts. A list would be easier to answer."),
        (1, "I would have asked once more who is affected, and since when."),
        (3, "How did you see that it works? One line with the check would make it solid."),
        (2, "Their side questions got their answers late. One line each, at the top, would do."),
        (5, "The longest message could be half as long, and nothing would be missing."),
    ),
}

NOT_YET = {
    6: ("There was no need.", "Nobody else was needed here.", "Not this time.", "", "", ""),
    7: ("Still open, so not judged yet.", "Too early to say.", "The case is still going on."),
    8: (
        "Still open, so not judged yet.",
        "I would look again when it is solved.",
        "Not finished yet.",
    ),
}
