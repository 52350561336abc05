from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from casereview import first_steps, notice_pages, pages, rubric_pages, system_status_pages

# One sign-in page for everybody: the admin's own would not limit wrong passwords.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("", pages.my_week, name="my_week"),
    path("cases/<int:pk>/", pages.case, name="case"),
    path("rubrics/", rubric_pages.rubrics, name="rubrics"),
    path("rubrics/<int:pk>/", rubric_pages.rubric, name="rubric"),
    path("setup/next/", first_steps.first_steps, name="first_steps"),
    path("configured/", system_status_pages.system_status, name="configured"),
    path("configured/tests/", system_status_pages.sent_tests, name="sent_tests"),
    path("configured/tests/send/", system_status_pages.send_test_notice, name="send_test"),
    path("developer/notices/", notice_pages.notice_previews, name="notice_previews"),
    path("developer/notices/<slug:kind>/", notice_pages.notice_preview, name="notice_preview"),
    path("developer/notices/<slug:kind>/mail/", notice_pages.notice_mail, name="notice_mail"),
    path("", include("people.urls")),
    path("", include("notifications.urls")),
    path("", include("files.urls")),
    path("", include("jobs.urls")),
    path("", include("cases.urls")),
    path("", include("rubrics.urls")),
    path("", include("pairing.urls")),
    path("", include("reviews.urls")),
    path("", include("monthly.urls")),
    path("accounts/", include("people.account_urls")),
    path("admin/", admin.site.urls),
]

handler400 = "core.error_pages.bad_request"
handler403 = "core.error_pages.forbidden"
handler404 = "core.error_pages.not_found"
handler429 = "core.error_pages.too_many_requests"  # required by allauth
handler500 = "core.error_pages.server_error"
