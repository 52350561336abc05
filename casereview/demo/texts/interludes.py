"""What happens in the middle of long cases: somebody asks for news, somebody hands over, somebody says goodbye.

Text only. What begins with TECHNICAL suits cases in which somebody looks for a technical cause.
"""

# The customer asks for news, and the owner answers.
CHASES = (
    (
        "[[Any news on this?|Is there any news?]] [[We are still waiting.|Nothing has changed here.]]",
        "Sorry for the silence. [[I was waiting for an answer myself and should have said so.|There was no news and I "
        "should have written exactly that.]] Next word {next_day}, {hour}:00.",
    ),
    (
        "We have not heard since {last_day}. Should we escalate?",
        "You would be right to ask for that, and you do not need to: I have raised it myself this morning. "
        "<<{colleague} is on it with me now.>> You have an update {next_day}, {hour}:00.",
    ),
    (
        "Hello again, [[is somebody looking at this?|did my last message arrive?]]",
        "It did arrive, and I let it lie longer than I should have. I am on it now and write again {next_day} before "
        "{hour}:00, with or without a result.",
    ),
    (
        "[[I know you are busy.|No hurry intended.]] Could you tell me roughly when we can expect something?",
        "You may always ask. Roughly {next_day}, and I will tell you on that day if it slips. <<I would rather give "
        "you a late date that holds than an early one that does not.>>",
    ),
    (
        "[[Just checking that this is not forgotten.|May I ask where this stands?]] My manager asks me every morning.",
        "Not forgotten, and I can see how it feels from your side. What you can tell your manager: the next step is "
        "ours, not yours, and you hear from me {next_day} by {hour}:00.",
    ),
)
TECHNICAL_CHASES = (
    (
        "[[One more thing, in case it helps:|Maybe this is of use:]] it [[also happens on our staging system|does not "
        "happen on staging]]. And: any update?",
        "It helps a great deal, thank you. [[That takes one suspect off the list.|It tells me where to look.]] No "
        "update beyond that today, the next one comes {next_day}, {hour}:00.",
    ),
    (
        "Our change board meets {next_day}. Will there be something by then?",
        "By then I can give you one of two things: the cure, or a way round that is safe to approve. I will write by "
        "{hour}:00, so that you have it before the meeting.",
    ),
    (
        "Three people asked me today. What may I tell them?",
        "Tell them this, if you like: the cause is narrowed down, nothing of theirs is lost, and the next news comes "
        "{next_day}. I stand behind each of the three.",
    ),
)

# The customer asked something, and nobody answers.
REMINDERS = (
    (
        "Hello again, did my last message arrive?",
        "It did, and I let it lie longer than I should have. You have a proper answer {next_day} before {hour}:00.",
    ),
    (
        "[[A small reminder about my last message.|May I remind you of my last message?]]",
        "You may, and you should not have had to. I want to check one thing before I answer; {next_day}, {hour}:00.",
    ),
    (
        "We have not heard since {last_day}. [[Is it something difficult?|Did I ask something silly?]]",
        "Neither difficult nor silly, it slipped down my list. <<You have an answer {next_day}, {hour}:00, and not a "
        "minute later.>>",
    ),
)

# The owner writes before anybody asks.
UPDATES = (
    "A short word without news, so that you do not have to ask: [[still with the team|I still wait for an answer]], "
    "next word {next_day}, {hour}:00.",
    "<<No result yet, and I did not want you to wonder.>> {colleague} looks at it with fresh eyes; you hear from me "
    "{next_day} by {hour}:00.",
    "For your planning: this will not be finished today. {next_day} is realistic, and I write at {hour}:00 either way.",
    "Only a sign of life: your last message is the most useful one so far, and I am working through it. More "
    "{next_day}.",
)
TECHNICAL_UPDATES = (
    "Small update: we can make it happen here now, which is half of the way. [[More {next_day}.|The other half "
    "{next_day}.]]",
    "I said I would write. The honest state: one idea tried, it was not that. The next one runs over night.",
    "Still being tested, and so far it looks good. I would like to see it hold for a night before I say more.",
)

# Right after the customer sent what was asked for.
RECEIPTS = (
    "I have what I need and take it from here; next word {next_day}, {hour}:00.",
    "Thank you, this is complete. I try it on our side and write {next_day}.",
    "Received. {colleague} and I look at it together, and you hear from us {next_day}.",
    "Thank you for sending it so quickly. I read it properly and write {next_day}, {hour}:00.",
)

# Internal.
HANDOVERS = (
    "I am in training {next_day}; {colleague} has the case in view and knows the promise.",
    "Called {contact_full}, five minutes saved five mails. They are calm, they only need it for their own report.",
    "{colleague} remembers something like it in {ref}. Different cause, same first message.",
    "Looked at their last ten cases: always precise, always polite. Let us be quick here.",
    "Account team knows. Renewal is not affected, they only want to be told when it is over.",
    "Spoke to {colleague}, who would answer the second question first. Doing that.",
    "{contact} is out {next_day}, so whatever we send should be readable for their colleague too.",
)
TECHNICAL_HANDOVERS = (
    "Summary for whoever reads on: customer is on {version}, can work, wants the cause. Next promise {next_day} "
    "{hour}:00.",
    "Spoke to {colleague}: worth trying on a copy before we ask the customer for anything else.",
    "Reproduced on {version} with a fresh install. Not on {old_version}. So it is a change in between.",
    "Note to self: the log is in UTC, their messages are not.",
    "Asked in the channel of the team, question in one line, logs behind a link. Answer by tomorrow, they say.",
)

CLOSINGS = (
    "Good to hear. I close this now; [[an answer to this mail opens it again|one line from you opens it again]], also "
    "in a month.",
    "Wonderful. For your notes, the whole story in one line: {summary}.",
    "Then I mark it as solved. Thank you for [[your patience|testing so thoroughly|the precise reports]], it made this "
    "short.",
    "That is how a case should end. Closing, and you know where I am.",
    "Great. In case somebody else of you meets it: {summary}. Searching for that line finds this case.",
    "Thank you for telling me. Many do not, and then I wonder. Closed with a smile.",
    "Glad it holds. The summary for the record: {summary}.",
    "Thank you, {contact}. It was a pleasure to work this out with you.",
    "Good. I have added what we learned here to our own notes, so the next one goes faster.",
    "In one line, for the day you need it again: {summary}. All the best to everybody at {customer}.",
)

THANKS = (
    "Thanks again, [[you can close this|please close it]].",
    "All quiet since then, so this is solved for us. Thank you, {owner}.",
    "Nothing to add[[ from our side|]]. [[Good support.|That was good help.|Well explained.]]",
    "You can close it. I told [[my team|my manager|the others here]] how this went.",
    "Solved. And [[thank you for the explanations|thank you for explaining the why]], {owner}.",
    "[[We are happy.|All good here.]] Your messages are going into our own handbook, I hope that is all right.",
    "That was [[quicker|easier|friendlier]] than I feared. Please close, {owner}.",
    "Confirmed by [[two colleagues|the team|our operations people]] as well. Thank you from {customer}.",
    "Done and documented. [[Until the next time, hopefully not soon.|See you at the next one, I suppose.]]",
)
