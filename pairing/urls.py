from django.urls import path, register_converter

from pairing.converters import DateConverter
from pairing.views import (
    busy_weeks,
    covers,
    draws,
    exclusions,
    guidance,
    matrix,
    members,
    pools,
    redraws,
    skips,
    swaps,
)

register_converter(DateConverter, "day")

urlpatterns = [
    path("pools/", pools.pools, name="pools"),
    path("pools/new/", pools.new, name="pool_new"),
    path("pools/<slug:slug>/", pools.pool, name="pool"),
    path("pools/<slug:slug>/channel/", pools.try_channel, name="pool_channel_try"),
    path("pools/<slug:slug>/members/", members.add, name="pool_members_add"),
    path("pools/<slug:slug>/members/<int:pk>/remove/", members.remove, name="pool_member_remove"),
    path("pools/<slug:slug>/leads/", members.add_lead, name="pool_lead_add"),
    path("pools/<slug:slug>/leads/<int:pk>/remove/", members.remove_lead, name="pool_lead_remove"),
    path("pools/<slug:slug>/guidance/", guidance.guidance, name="pool_guidance"),
    path("pools/<slug:slug>/guidance/edit/", guidance.edit, name="pool_guidance_edit"),
    path("pools/<slug:slug>/exclusions/", exclusions.exclusions, name="exclusions"),
    path(
        "pools/<slug:slug>/exclusions/managers/",
        exclusions.avoid_managers,
        name="exclusions_managers",
    ),
    path("pools/<slug:slug>/exclusions/<int:pk>/end/", exclusions.end, name="exclusion_end"),
    path(
        "pools/<slug:slug>/exclusions/<int:pk>/restore/",
        exclusions.restore,
        name="exclusion_restore",
    ),
    path("pools/<slug:slug>/busy/<day:monday>/", busy_weeks.take, name="busy_week"),
    path(
        "pools/<slug:slug>/busy/<day:monday>/return/", busy_weeks.give_back, name="busy_week_return"
    ),
    path("pools/<slug:slug>/matrix/", matrix.matrix, name="matrix"),
    path("draws/", draws.draws, name="draws"),
    path("draws/mine/", draws.mine, name="my_draws"),
    path("draws/<slug:slug>/<day:monday>/", draws.draw, name="draw"),
    path("draws/<slug:slug>/<day:monday>/now/", draws.draw_now, name="draw_now"),
    path("draws/<slug:slug>/<day:monday>/inputs.json", draws.inputs, name="draw_inputs"),
    path("draws/<slug:slug>/<day:monday>/redraw/", redraws.redraw, name="redraw"),
    path("draws/<slug:slug>/<day:monday>/repair/", redraws.repair, name="repair"),
    path("pairings/<int:pk>/skip/", skips.skip, name="skip_pairing"),
    path("pairings/<int:pk>/leave/", skips.leave, name="leave_pairing"),
    path("pairings/<int:pk>/swap/", swaps.ask, name="swap_ask"),
    path("pairings/<int:pk>/cover/", covers.ask, name="cover_ask"),
    path("swaps/<int:pk>/", swaps.swap, name="swap"),
    path("covers/<int:pk>/take/", covers.take, name="cover_take"),
    path("covers/<int:pk>/withdraw/", covers.withdraw, name="cover_withdraw"),
]
