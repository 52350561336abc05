"""Conversations about what is on the screen, and on paper. Text only."""

from casereview.demo.texts.scenario import Scenario

DARK_MODE = Scenario(
    key="dark-mode",
    summary="button used the old palette, repaired",
    product="Workspace",
    tags=("ui", "themes"),
    priorities=("low", "low", "normal"),
    details={
        "browser": ("Firefox", "Safari", "Edge", "Chrome"),
        "theme": ("dark", "high contrast", "dimmed"),
    },
    subjects=(
        "Save button is invisible in {theme} mode",
        "Cannot see the buttons with the {theme} theme",
        "Dark grey on dark grey in settings",
        "Settings page unreadable in {version}",
    ),
    script="""
CUSTOMER
Since {version} the save button on the settings page is [[dark grey on dark grey|practically invisible]] with the
{theme}
theme. [[I found it by accident with the Tab key.|I only know that it is there because I remember it.]] {browser},
newest version.

OWNER
You should not have to remember where a button is. I see it here too, with {browser} and the {theme} theme: the button
takes its colour from the old palette, which is gone since {version}.

The fix is one line and I have it in review. Until it is out: Ctrl+S saves on that page, in every browser.

<<It only concerns the colour; what you typed and saved was really saved.>>

CUSTOMER
[[Good to know about Ctrl+S.|Ctrl+S works, thank you.|The shortcut helps.]] When is it out?

OWNER HOLD
With the patch on {next_day} if the review goes well today; I will tell you either way on that morning.

OWNER
It is out. If you still see grey on grey, one forced reload (Ctrl+Shift+R) fetches the new colours.

CUSTOMER
[[I see a button!|There it is!|The button is back.]] Thank you.
""",
    praise=(
        (5, "“You should not have to remember where a button is.” That is respect."),
        (4, "You named the morning on which you would write, and wrote."),
        (2, "They feared for what they had saved without saying so, and you answered that."),
    ),
    advice=(
        (6, "Colours are for the design team to know too, there may be more of the old palette."),
        (7, "A word that the theme can be reset under Profile would help others."),
    ),
    learned=("to answer the worry that is not written down", "Ctrl+S on the settings page"),
    next_time=("telling the design team", "searching for the same fault elsewhere"),
)

FOCUS_LOST = Scenario(
    key="focus-lost",
    investigates=True,
    summary="focus returns to the button again after {dialog}",
    product="Workspace",
    tags=("ui", "accessibility"),
    priorities=("normal", "high", "low"),
    details={
        "reader": ("NVDA", "JAWS", "VoiceOver"),
        "dialog": ("the assign dialog", "the filter dialog", "the date picker"),
    },
    subjects=(
        "Keyboard focus lost after closing {dialog}",
        "{reader} jumps to the top of the page",
        "Keyboard users have to start again after every dialog",
        "Accessibility: focus after {dialog}",
    ),
    script="""
CUSTOMER
A colleague of ours works with {reader}. After closing {dialog} the focus is at the top of the page, so for every
single item [[it is forty times Tab to come back|she has to travel through the whole page again]]. With {old_version}
it
returned to the button.

OWNER
Forty keys for every item is not a detail, it makes the page unusable, so I have filed it as a fault and not as a wish.
I could follow your description step by step with {reader} and land at the top as well.

Until it is repaired there is a way round that your colleague can judge better than I: `g` then `i` puts the focus back
on the list, on the item last used.

<<Would she be willing to try the repaired version a day before release? I do not want to call it done on my ears
alone.>>

CUSTOMER
[[She would be delighted to be asked.|She says yes, gladly.|She has waited for years to be asked.]] `g i` helps a lot
in the meantime.

NOTE
Repair is on the preview since this morning. {colleague} pairs with their tester {next_day}. Also found the same in two
other
dialogs.

OWNER
The preview is ready under the address in the attached note. We found the same fault in two more dialogs on the way and
repaired those too.

CUSTOMER
She went through all three [[and has only one word: finally|and sends a heart|and found nothing, which she says never
happens]].
""",
    praise=(
        (1, "“Not a detail, it makes the page unusable.” You gave it the weight it has."),
        (3, "You tried it with {reader} yourself, and still did not trust your ears alone."),
        (6, "Asking the person concerned to test: I wish we always did."),
    ),
    advice=(
        (
            4,
            "When the preview becomes the release is not said, and she has to keep using the shortcut.",
        ),
        (
            8,
            "The two other dialogs deserve their names here, to be found by the next one who looks.",
        ),
    ),
    learned=("to file it as a fault and not as a wish", "asking the person concerned to judge"),
    next_time=("a release date to end on", "naming what else was repaired"),
)

PRINT_VIEW = Scenario(
    key="print-view",
    summary="export as document instead of printing",
    product="Workspace",
    tags=("ui", "export"),
    priorities=("low", "normal"),
    details={
        "pages": range(14, 90),
        "who": ("an auditor", "the works council", "a regulator", "our archive"),
    },
    subjects=(
        "Printing an item cuts off the last columns",
        "PDF for {who}: {pages} pages, half of them empty",
        "Print view of long items",
        "How do we hand an item to {who}?",
    ),
    script="""
CUSTOMER
We have to hand [[some items|a set of items]] to {who} on paper. Printing from the browser gives {pages} pages, tables
cut off at the right and [[every second page empty|no dates at all]].

OWNER
The print of the browser was made for one page and a pen; for {who} there is a better way: Item, More, “Export as
document”. It has all comments with dates, tables are turned sideways where they need it, and page numbers.

<<Please look at one before you make all of them: it includes internal comments unless you untick them, and {who} may
not be meant to read those.>>

CUSTOMER
[[Did not know that one.|That is much better.|We had never seen that entry.]] And thank you for the warning, [[we
would have sent them all|I had not thought of those|that would have been embarrassing]].

OWNER
Then it was worth the sentence. If there are more than a few, this makes them in one go, without internal comments:

```
larkctl items export --label audit --format pdf --public-only
```

CUSTOMER
All done, [[accepted|and taken without a question]] by {who}.
""",
    praise=(
        (7, "The warning about internal comments spared them something really awkward."),
        (1, "They asked about printing; you understood that it goes to {who}."),
        (5, "“Made for one page and a pen” says it without an excuse."),
    ),
    advice=(
        (
            3,
            "You could have made one from their data and attached it, then they would see it before trying.",
        ),
        (6, "That internal comments are ticked by default is risky; product should hear it."),
    ),
    learned=("to ask who reads it in the end", "the export as document"),
    next_time=("attaching one example", "questioning the default"),
)

SCENARIOS = (DARK_MODE, FOCUS_LOST, PRINT_VIEW)
