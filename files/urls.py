from django.urls import path

from files import views

urlpatterns = [path("files/<int:pk>/", views.stored_file, name="stored_file")]
