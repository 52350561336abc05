from django.urls import path, register_converter

from pairing.converters import DateConverter
from pairing.views import draws, members, pools, skips

register_converter(DateConverter, "day")

urlpatterns = [
    path("pools/", pools.pools, name="pools"),
    path("pools/new/", pools.new, name="pool_new"),
    path("pools/<slug:slug>/", pools.pool, name="pool"),
    path("pools/<slug:slug>/members/", members.add, name="pool_members_add"),
    path("pools/<slug:slug>/members/<int:pk>/remove/", members.remove, name="pool_member_remove"),
    path("pools/<slug:slug>/leads/", members.add_lead, name="pool_lead_add"),
    path("pools/<slug:slug>/leads/<int:pk>/remove/", members.remove_lead, name="pool_lead_remove"),
    path("draws/", draws.draws, name="draws"),
    path("draws/<slug:slug>/<day:monday>/", draws.draw, name="draw"),
    path("draws/<slug:slug>/<day:monday>/now/", draws.draw_now, name="draw_now"),
    path("draws/<slug:slug>/<day:monday>/inputs.json", draws.inputs, name="draw_inputs"),
    path("pairings/<int:pk>/skip/", skips.skip, name="skip_pairing"),
]
