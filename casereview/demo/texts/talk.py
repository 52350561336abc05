"""What the two say to each other about a no, and what an owner takes from a review. Text only."""

# The owner asks about a criterion that got a no; the reviewer answers.
EXCHANGES = {
    4: (
        (
            "Fair. I had no news from engineering and thought silence was better than “no news”. What would you write?",
            "Two lines are enough: that you still have no news, and the hour of the next word. Then keep the hour.",
        ),
        (
            "I promised Thursday because I was sure of the fix. Would you promise anything before it is tested?",
            "A date for the next word, not for the fix. The first one is yours to keep.",
        ),
    ),
    6: (
        (
            "I did not want to wake the storage people for a guess. How sure do you have to be?",
            "Not sure at all. I write what I tried, what I think it is and what would prove me wrong.",
        ),
    ),
    7: (
        (
            "They were in a hurry, so I sent the fix alone. Is there a short way to teach something in that moment?",
            "One sentence after the fix: how they would have noticed it an hour earlier. They can read it next week.",
        ),
    ),
    8: (
        (
            "I always mean to write the summary and then the next case rings. When do you write yours?",
            "Before I press Solve. It takes four minutes, and I have thanked myself for it twice this month.",
        ),
    ),
}
ANY_NO = (
    (
        "I see what you mean, but I am not sure where it would have gone. Before the logs, or after?",
        "Right at the top. Whoever reads only the first screen should find it there.",
    ),
    (
        "True. It felt complete to me because I had been on the call. I will write calls down from now on.",
        "That alone would have made it a yes for me.",
    ),
)

TAKEAWAYS = (
    "The next word gets an hour, even when there is nothing new.",
    "I ask for help with what I have, not with what I would like to have.",
    "Summary before Solve. It is a sticky note on my screen now.",
    "Quoting the one line of the log that matters, not the whole file.",
    "I can be warm and short at the same time.",
)
