from django.urls import path

from cases import views

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/import/", views.imports, name="cases_import"),
    path("cases/import/<int:pk>/", views.import_run, name="import_run"),
    path("cases/import/previews/<int:pk>/", views.import_preview, name="import_preview"),
    path("cases/import/previews/<int:pk>/import/", views.import_previewed, name="import_previewed"),
    path("customers/<int:pk>/", views.customer, name="customer"),
]
