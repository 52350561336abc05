from django.urls import path

from reviews.views import pick, read, write

urlpatterns = [
    path("reviews/", read.reviews, name="reviews"),
    path("reviews/for/<int:pk>/", pick.pick_case, name="pick_case"),
    path("reviews/for/<int:pk>/start/", pick.start, name="start_review"),
    path("reviews/<int:pk>/", read.review, name="review"),
    path("reviews/<int:pk>/edit/", write.edit, name="review_edit"),
    path("reviews/<int:pk>/autosave/", write.autosave, name="review_autosave"),
    path("reviews/<int:pk>/submit/", write.submit, name="review_submit"),
    path("reviews/<int:pk>/discard/", write.discard, name="review_discard"),
    path("reviews/<int:pk>/acknowledge/", read.acknowledge, name="review_acknowledge"),
]
