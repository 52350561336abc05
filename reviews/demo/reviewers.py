"""What reviewers write about a case: answers with comments, and a closing note."""

from collections import Counter

from core.demo.texts import load_texts
from core.demo.wording import paragraphs
from reviews.demo.facts import facts_of
from reviews.states import AnswerValue

REMARKS = load_texts(__file__, "remarks")
PRAISE = REMARKS["praise"]
ADVICE = REMARKS["advice"]
NOT_YET = {int(position): texts for position, texts in REMARKS["not_yet"].items()}
FACTUAL_FIRST = ("silent", "chased", "slow", "open_end", "alone")
HELP = 6
LEARN = 7
READ = 8


class Reviewers:
    """All reviewers together, so that texts repeat only when none are left."""

    def __init__(self, chance):
        self.chance = chance
        self.used = Counter()

    def answers(self, story, until, positions):
        """A whole rubric as (position, value, comment), in order."""
        tags, words = facts_of(story, until)
        praise = self.praise(story, tags)
        advice = self.advice(story, tags)
        nos = dict(advice[: self.chance.choice((0, 1, 1, 1, 2))])
        if story.plan.is_pinned:
            nos = dict(story.plan.scenario.advice[:1])
        return [self.answer(at, nos, praise, tags, story, words) for at in positions]

    def answer(self, position, nos, praise, tags, story, words):
        if position in nos:
            return position, AnswerValue.NO, self.written(nos[position], story, words)
        if self.is_not_yet(position, tags):
            return position, AnswerValue.NA, self.chance.choice(NOT_YET[position])
        texts = praise.get(position, ())
        talks = story.plan.is_pinned or self.chance.random() < 0.64
        comment = self.least_used(texts) if texts and talks else ""
        return position, AnswerValue.YES, self.written(comment, story, words)

    def is_not_yet(self, position, tags):
        if position == HELP:
            return "asked" not in tags and self.chance.random() < 0.6
        return position in (LEARN, READ) and "solved" not in tags and self.chance.random() < 0.85

    def praise(self, story, tags):
        """Texts by position; those about this kind of case come first if it is far enough along."""
        scripted = [one for one in story.plan.scenario.praise if "solved" in tags or one[0] == 1]
        groups = [PRAISE[tag] for tag in sorted(tags & PRAISE.keys())]
        texts = {}
        for position, text in scripted:
            if not (position == 4 and {"chased", "silent"} & tags):
                texts.setdefault(position, []).append(text)
        for position, text in (one for group in [*groups, PRAISE["any"]] for one in group):
            if position not in {at for at, _ in scripted} or self.chance.random() < 0.3:
                texts.setdefault(position, []).append(text)
        return texts

    def advice(self, story, tags):
        """One text for each position that could be a no, facts about the case first."""
        own = list(story.plan.scenario.advice) if "solved" in tags else []
        self.chance.shuffle(own)
        factual = [self.least_used(ADVICE[tag]) for tag in FACTUAL_FIRST if tag in tags]
        first, second = (factual, own) if self.chance.random() < 0.5 else (own, factual)
        found = {}
        for position, text in [*first, *second, self.least_used(ADVICE["any"])]:
            if position not in (LEARN, READ) or "solved" in tags:
                found.setdefault(position, text)
        return list(found.items())

    def least_used(self, texts):
        """One of the least used texts."""
        least = min(self.used[text] for text in texts)
        chosen = self.chance.choice([text for text in texts if self.used[text] == least])
        self.used[chosen] += 1
        return chosen

    def written(self, text, story, words):
        story.slots.given |= words
        return story.slots.fill(text)

    def letter(self, story, templates):
        """A closing note from one of the letters in `templates`."""
        scenario = story.plan.scenario
        learned = self.chance.sample(scenario.learned, 2)
        phrases = {
            "learned": learned[0],
            "learned_too": learned[1],
            "next_time": self.least_used(scenario.next_time),
        }
        return self.written(self.least_used(paragraphs(templates)), story, phrases)
