from django.urls import path

from notifications import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/news/", views.inbox_news, name="inbox_news"),
    path("inbox/read/", views.mark_all_read, name="mark_all_read"),
    path("inbox/<int:pk>/open/", views.open_notice, name="open_notice"),
    path("inbox/<int:pk>/read/", views.mark_read, name="mark_read"),
    path("inbox/<int:pk>/unread/", views.mark_unread, name="mark_unread"),
]
