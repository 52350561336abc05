from django.urls import path

from cases import views

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/import/", views.imports, name="cases_import"),
    path("cases/import/<int:pk>/", views.import_run, name="import_run"),
    path("cases/import/trials/<int:pk>/", views.import_trial, name="import_trial"),
    path("customers/<int:pk>/", views.customer, name="customer"),
]
