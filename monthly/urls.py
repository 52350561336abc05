from django.urls import path

from monthly.views import mine

urlpatterns = [
    path("monthly/", mine.mine, name="monthly"),
]
