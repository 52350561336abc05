from django.urls import path

from rubrics import views

urlpatterns = [
    path("rubrics/new/", views.new, name="rubric_new"),
    path("rubrics/<int:pk>/rename/", views.rename, name="rubric_rename"),
    path("rubrics/<int:pk>/edit/", views.edit, name="rubric_edit"),
    path("rubrics/<int:pk>/preview/", views.preview, name="rubric_preview"),
    path("rubrics/<int:pk>/publish/", views.publish, name="rubric_publish"),
    path("rubrics/<int:pk>/discard/", views.discard, name="rubric_discard"),
    path("rubrics/<int:pk>/archive/", views.archive, name="rubric_archive"),
    path("rubrics/<int:pk>/restore/", views.restore, name="rubric_restore"),
    path("rubrics/<int:pk>/versions/<int:number>/", views.version, name="rubric_version"),
]
