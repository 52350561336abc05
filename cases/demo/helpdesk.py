"""Creates customers, contacts, and every case with its messages."""

from datetime import timedelta

from cases.demo.customers import CUSTOMERS
from cases.demo.narrator import tell
from cases.demo.story import COLLEAGUE, CONTACT, OF_OMAR
from cases.models import Case, CaseComment, Contact, Customer, ImportRun
from cases.states import Status
from core.demo.rng import stream
from people.demo.company import MAJOR_ISSUE_MANAGER, NEWCOMER
from people.demo.people import NEWCOMER_ID, SOURCE

HELPDESK = "https://helpdesk.larkfield.example/cases"
SYNC = timedelta(minutes=12)  # how often the demo's helpdesk is read


def tell_all(plans, *, seed, now):
    """The stories of all plans; no two open with the same words."""
    opened = set()
    stories = []
    for plan in plans:
        for attempt in range(20):
            story = tell(plan, seed=seed, now=now, attempt=attempt)
            if story.opening.body not in opened:
                break
        opened.add(story.opening.body)
        stories.append(story)
    return stories


def make_customers(seed, days):
    """Create both; returns (customers by name, contacts by customer and name)."""
    customers = {}
    contacts = {}
    for number, customer in enumerate(CUSTOMERS):
        name = customer.name
        chance = stream(seed, "customer", name)
        customers[name] = Customer(
            source=SOURCE,
            external_id=str(8000 + number),
            name=name,
            annual_revenue=customer.revenue * 1000 + chance.randrange(10) * 100,
            renewal_date=days.today
            + timedelta(days=customer.renewal_months * 30 + chance.randrange(28)),
            churn_risk=customer.churn_risk,
        )
        for place, writer in enumerate(customer.contacts):
            contacts[name, writer] = Contact(
                source=SOURCE,
                external_id=str(9000 + number * 10 + place),
                name=writer,
                email=f"{writer.split()[-1].lower()}@{customer.domain}"
                if writer.isascii()
                else f"support.{place + 1}@{customer.domain}",
                customer=customers[name],
            )
    Customer.objects.bulk_create(customers.values())
    Contact.objects.bulk_create(contacts.values())
    return customers, contacts


def make_cases(stories, people, customers, contacts, history):
    """Save every story; returns the rows by number."""
    cases = {story.plan.number: case_of(story, people, customers, contacts) for story in stories}
    parents = {
        story.plan.number: story.plan.parent.number for story in stories if story.plan.parent
    }
    Case.objects.bulk_create(cases.values(), batch_size=200)
    linked = [cases[number] for number in parents]
    for case in linked:
        case.parent = cases[parents[int(case.number)]]
    Case.objects.bulk_update(linked, ["parent"])
    turns = [
        row for story in stories for row in messages_of(story, cases[story.plan.number], people)
    ]
    CaseComment.objects.bulk_create(turns, batch_size=1000)
    for story in stories:
        remember(story, cases[story.plan.number], history)
    return cases


def case_of(story, people, customers, contacts):
    plan = story.plan
    owner = people.get(plan.owner)
    name, external_id, email = owner_of(plan, owner)
    return Case(
        source=SOURCE,
        external_id=str(plan.number),
        number=str(plan.number),
        url=f"{HELPDESK}/{plan.number}",
        subject=story.subject,
        description=story.opening.body,
        product=plan.scenario.product,
        affected_asset=story.asset,
        status=story.status,
        priority=story.priority,
        owner=owner,
        owner_name=name,
        owner_external_id=external_id,
        owner_email=email,
        customer=customers[plan.customer.name],
        contact=contacts[plan.customer.name, plan.contact],
        contact_name=plan.contact,
        tags=list(plan.scenario.tags),
        opened_at=plan.opened_at,
        updated_at=story.updated_at,
        solved_at=story.solved_at,
        closed_at=story.closed_at,
        is_major=plan.is_major,
    )


def owner_of(plan, owner):
    """(name, id, address) in the helpdesk; confirming the newcomer links her cases to her."""
    if owner:
        return owner.name, owner.external_ids[SOURCE], owner.email
    return (
        (NEWCOMER.name, NEWCOMER_ID, NEWCOMER.email)
        if plan.stranger == NEWCOMER.name
        else (plan.stranger, "", "")
    )


def messages_of(story, case, people):
    for number, turn in enumerate(story.turns[1:], start=1):
        is_contact = turn.who == CONTACT
        author = author_of(story, turn, people)
        name, external_id, _ = owner_of(story.plan, author)
        yield CaseComment(
            case=case,
            external_id=f"{case.external_id}-{number}",
            author=author,
            contact=case.contact if is_contact else None,
            author_name=case.contact_name if is_contact else name,
            author_external_id="" if is_contact else external_id,
            is_public=turn.is_public,
            body=turn.body,
            written_at=turn.at,
        )


def author_of(story, turn, people):
    login = {CONTACT: "", COLLEAGUE: story.colleague, OF_OMAR: MAJOR_ISSUE_MANAGER.login}.get(
        turn.who, story.plan.owner
    )
    return people.get(login)


def remember(story, case, history):
    """The changes that imports recorded at the time."""
    system = history.system
    history.add("imported", case, by=system, at=story.opening.at + SYNC / 3, status=Status.NEW)
    steps = [(turn.at, {"is_major": [False, True]}) for turn in story.turns if turn.who == OF_OMAR][
        :1
    ]
    if case.parent_id:
        steps.append(
            (story.turns[min(1, len(story.turns) - 1)].at, {"parent_id": [None, case.parent_id]})
        )
    steps += (
        [(story.solved_at, {"status": [Status.OPEN, Status.SOLVED]})] if story.solved_at else []
    )
    steps += (
        [(story.closed_at, {"status": [Status.SOLVED, Status.CLOSED]})] if story.closed_at else []
    )
    for at, changes in steps:
        history.add("changed", case, by=system, at=at, changes=changes, texts=[])


def make_runs(days, history):
    """The latest imports, so that lists can say how fresh they are."""
    for minutes, created, updated in ((12 + 3 * 1440, 9, 41), (12 + 1440, 7, 38), (12, 1, 4)):
        counts = dict.fromkeys(("duplicates", "skipped", "proposed", "rejected", "warnings"), 0)
        counts |= {"created": created, "updated": updated, "unchanged": 588 - created - updated}
        at = days.ago(minutes=minutes)
        said = {"source": SOURCE, "name": "helpdesk-export", "imported_at": at, "counts": counts}
        run = ImportRun.objects.create(by=history.system, **said)
        history.add("imported cases", run, by=history.system, at=at, **counts)
