from django.urls import path

from reviews.views import consent, history, pick, read, talk, write

urlpatterns = [
    path("reviews/", history.reviews, name="reviews"),
    path("reviews/export/", history.export, name="reviews_export"),
    path("reviews/for/<int:pk>/", pick.pick_case, name="pick_case"),
    path("reviews/for/<int:pk>/start/", pick.start, name="start_review"),
    path("reviews/<int:pk>/", read.review, name="review"),
    path("reviews/<int:pk>/edit/", write.edit, name="review_edit"),
    path("reviews/<int:pk>/autosave/", write.autosave, name="review_autosave"),
    path("reviews/<int:pk>/submit/", write.submit, name="review_submit"),
    path("reviews/<int:pk>/discard/", write.discard, name="review_discard"),
    path("reviews/<int:pk>/recall/", read.recall, name="review_recall"),
    path("reviews/<int:pk>/used/", read.used, name="review_used"),
    path("reviews/<int:pk>/conversation/", write.conversation, name="review_conversation"),
    path("reviews/<int:pk>/consent/", consent.ask, name="consent_ask"),
    path("reviews/consents/<int:pk>/", consent.consent, name="consent"),
    path("reviews/consents/<int:pk>/withdraw/", consent.withdraw, name="consent_withdraw"),
    path("reviews/<int:pk>/comments/", talk.add, name="comment_add"),
    path("reviews/comments/<int:pk>/", talk.edit, name="comment_edit"),
    path("reviews/comments/<int:pk>/delete/", talk.delete, name="comment_delete"),
    path("reviews/comments/<int:pk>/resolve/", talk.resolve, name="thread_resolve"),
    path("reviews/comments/<int:pk>/reopen/", talk.reopen, name="thread_reopen"),
    path("reviews/<int:pk>/acknowledge/", read.acknowledge, name="review_acknowledge"),
]
