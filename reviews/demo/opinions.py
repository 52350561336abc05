"""What a reviewer writes about a case: an answer and a comment for each criterion, and the closing note."""

from collections import Counter

from casereview.demo.facts import facts_of
from casereview.demo.texts import remarks
from core.demo.wording import paragraphs
from reviews.states import AnswerValue

FACTUAL_FIRST = ("silent", "chased", "slow", "open_end", "alone")
HELP, LEARN, READ = 6, 7, 8


class Reviewers:
    """All reviewers together: what one has written is not written again as long as there is something else to say."""

    def __init__(self, chance):
        self.chance, self.used = chance, Counter()

    def answers(self, story, until, positions):
        """(position, value, comment) of a whole rubric, in its order."""
        tags, words = facts_of(story, until)
        praise, advice = self.praise(story, tags), self.advice(story, tags)
        nos = dict(advice[: self.chance.choice((0, 1, 1, 1, 2))])
        if story.plan.is_pinned:
            nos = dict(story.plan.scenario.advice[:1])
        return [self.answer(at, nos, praise, tags, story, words) for at in positions]

    def answer(self, position, nos, praise, tags, story, words):
        if position in nos:
            return position, AnswerValue.NO, self.written(nos[position], story, words)
        if self.is_not_yet(position, tags):
            return position, AnswerValue.NA, self.chance.choice(remarks.NOT_YET[position])
        texts = praise.get(position, ())
        talks = story.plan.is_pinned or self.chance.random() < 0.64
        comment = self.least_used(texts) if texts and talks else ""
        return position, AnswerValue.YES, self.written(comment, story, words)

    def is_not_yet(self, position, tags):
        if position == HELP:
            return "asked" not in tags and self.chance.random() < 0.6
        return position in (LEARN, READ) and "solved" not in tags and self.chance.random() < 0.85

    def praise(self, story, tags):
        """{position: texts}: those about this very kind of case first, if it has gone far enough to judge."""
        known = [one for one in story.plan.scenario.praise if "solved" in tags or one[0] == 1]
        groups = [remarks.PRAISE[tag] for tag in sorted(tags & remarks.PRAISE.keys())]
        found = {}
        for position, text in known:
            if not (position == 4 and {"chased", "silent"} & tags):
                found.setdefault(position, []).append(text)
        for position, text in (one for group in [*groups, remarks.PRAISE["any"]] for one in group):
            if position not in {at for at, _ in known} or self.chance.random() < 0.3:
                found.setdefault(position, []).append(text)
        return found

    def advice(self, story, tags):
        """One text for each position that may be a no; what really happened comes before what is only possible."""
        own = list(story.plan.scenario.advice) if "solved" in tags else []
        self.chance.shuffle(own)
        factual = [self.least_used(remarks.ADVICE[tag]) for tag in FACTUAL_FIRST if tag in tags]
        first, second = (factual, own) if self.chance.random() < 0.5 else (own, factual)
        found = {}
        for position, text in [*first, *second, self.least_used(remarks.ADVICE["any"])]:
            if position not in (LEARN, READ) or "solved" in tags:
                found.setdefault(position, text)
        return list(found.items())

    def least_used(self, texts):
        """One of those that were taken least often so far."""
        least = min(self.used[text] for text in texts)
        chosen = self.chance.choice([text for text in texts if self.used[text] == least])
        self.used[chosen] += 1
        return chosen

    def written(self, text, story, words):
        story.slots.given |= words
        return story.slots.fill(text)

    def letter(self, story, templates):
        """A closing note, from one of the letters in `templates`."""
        scenario = story.plan.scenario
        learned = self.chance.sample(scenario.learned, 2)
        phrases = {
            "learned": learned[0],
            "learned_too": learned[1],
            "next_time": self.least_used(scenario.next_time),
        }
        return self.written(self.least_used(paragraphs(templates)), story, phrases)
