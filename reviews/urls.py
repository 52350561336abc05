from django.urls import path

from reviews.views import (
    case_selection,
    comments,
    consents,
    detail,
    drafts,
    exports,
    history,
    quotations,
)

urlpatterns = [
    path("reviews/", history.reviews, name="reviews"),
    path("reviews/export/", exports.export, name="reviews_export"),
    path("reviews/for/<int:pk>/", case_selection.pick_case, name="pick_case"),
    path("reviews/for/<int:pk>/start/", case_selection.start, name="start_review"),
    path("reviews/<int:pk>/", detail.review, name="review"),
    path("reviews/<int:pk>/edit/", drafts.edit, name="review_edit"),
    path("reviews/<int:pk>/autosave/", drafts.autosave, name="review_autosave"),
    path("reviews/<int:pk>/submit/", drafts.submit, name="review_submit"),
    path("reviews/<int:pk>/discard/", drafts.discard, name="review_discard"),
    path("reviews/<int:pk>/export/", exports.export_one, name="review_export"),
    path("reviews/<int:pk>/recall/", detail.recall, name="review_recall"),
    path("reviews/<int:pk>/used/", detail.used, name="review_used"),
    path("reviews/<int:pk>/quotations/", quotations.add, name="quotation_add"),
    path("reviews/quotations/<int:pk>/remove/", quotations.remove, name="quotation_remove"),
    path("reviews/<int:pk>/consent/", consents.ask, name="consent_ask"),
    path("reviews/consents/<int:pk>/", consents.consent, name="consent"),
    path("reviews/consents/<int:pk>/withdraw/", consents.withdraw, name="consent_withdraw"),
    path("reviews/<int:pk>/comments/", comments.add, name="comment_add"),
    path("reviews/comments/<int:pk>/", comments.edit, name="comment_edit"),
    path("reviews/comments/<int:pk>/delete/", comments.delete, name="comment_delete"),
    path("reviews/comments/<int:pk>/resolve/", comments.resolve, name="thread_resolve"),
    path("reviews/comments/<int:pk>/reopen/", comments.reopen, name="thread_reopen"),
    path("reviews/<int:pk>/acknowledge/", detail.acknowledge, name="review_acknowledge"),
]
