"""Going through a review together, for reviewer and owner."""

from datetime import datetime, time

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from core.forms import bind, render_form
from core.screen import screen
from core.weeks import zone_city
from core.working_hours import after_workdays
from reviews import actions, queries
from reviews.forms import MeetingForm
from reviews.meeting_file import calendar_file
from reviews.models import Meeting
from reviews.naming import content_disposition
from reviews.rules import can_meet
from reviews.states import MeetingState

PROPOSED_HOUR = time(14)


def get_own_pairing(request, pk):
    return get_object_or_404(queries.own_pairings(request.user), pk=pk)


def get_own_meeting(request, pk):
    meetings = queries.with_people(Meeting.objects.visible_to(request.user))
    return get_object_or_404(meetings, pk=pk)


@screen("GET", "POST")
def meeting(request, pk):
    """What the two have planned. POST proposes a time."""
    pairing = get_own_pairing(request, pk)
    user = request.user
    partner = pairing.owner if pairing.reviewer_id == user.pk else pairing.reviewer
    form = bind(MeetingForm, request, initial={"starts_at": usual_time(pairing, timezone.now())})
    if form.is_valid():
        actions.propose_meeting(
            pairing,
            starts_at=form.cleaned_data["starts_at"],
            seen=request.POST.get("seen", ""),
            by=user,
            now=timezone.now(),
        )
        messages.success(request, f"{partner.first_name} gets a notice with your proposal.")
        return redirect("meeting", pk)
    latest = queries.latest_meeting(pairing.pk, user)
    context = {
        "pairing": pairing,
        "partner": partner,
        "meeting": latest,
        "seen": request.POST.get("seen", latest.seen if latest and latest.is_coming else ""),
        "zone": zone_city(user.time_zone),
        "now": timezone.now(),
        "can_meet": can_meet(user, pairing),
    }
    return render_form(request, "reviews/meeting.html", context, form=form)


def usual_time(pairing, now):
    """The suggested time: 14:00 on the next working day."""
    zone = timezone.get_current_timezone()
    day = timezone.localdate(after_workdays(now, 1, zone, pairing.draw.cycle.pool.country))
    return datetime.combine(day, PROPOSED_HOUR)


@screen("POST")
def talk(request, pk):
    """Record that the two talked, with or without an agreed time."""
    pairing = get_own_pairing(request, pk)
    seen = request.POST.get("seen", "")
    actions.note_talk(pairing, seen=seen, by=request.user, now=timezone.now())
    messages.success(request, "Noted: you talked.")
    return redirect("meeting", pk)


ANSWERS = {
    "accept": (actions.accept_meeting, {}, "Planned. {} gets a notice."),
    "decline": (actions.decline_meeting, {}, "Declined. {} gets a notice."),
    "cancel": (actions.cancel_meeting, {}, "Cancelled. {} gets a notice."),
    "held": (actions.note_meeting, {"is_held": True}, "Noted: you talked."),
    "not_held": (actions.note_meeting, {"is_held": False}, "Noted: you didn’t meet."),
}


@screen("POST")
def answer(request, pk):
    """Accept, decline or cancel a meeting, or say whether it took place."""
    meeting = get_own_meeting(request, pk)
    if request.POST.get("answer") not in ANSWERS:
        return redirect("meeting", meeting.pairing_id)
    act, options, sentence = ANSWERS[request.POST["answer"]]
    seen = request.POST.get("seen", "")
    act(meeting, seen=seen, by=request.user, now=timezone.now(), **options)
    messages.success(request, sentence.format(meeting.partner_of(request.user).first_name))
    return redirect("meeting", meeting.pairing_id)


@screen("GET")
def calendar(request, pk):
    """The planned meeting as a file for a calendar."""
    meeting = get_own_meeting(request, pk)
    if meeting.state != MeetingState.ACCEPTED:
        return redirect("meeting", meeting.pairing_id)
    title = f"Review: {meeting.pairing.reviewer.name} and {meeting.pairing.owner.name}"
    text = calendar_file(
        uid=f"meeting-{meeting.pk}@{request.get_host()}",
        title=title,
        url=settings.BASE_URL + reverse("meeting", args=[meeting.pairing_id]),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        changed_at=meeting.changed_at,
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition(title, "ics")
    return response
