"""Cases and customers change in the helpdesk and arrive here by imports."""

from django.contrib import admin

from audit.admin import ReadOnlyAdmin, ReadOnlyInline
from cases.models import Case, Contact, Customer, ImportReject, ImportRun


@admin.register(Customer)
class CustomerAdmin(ReadOnlyAdmin):
    list_display = ["name", "source", "external_id", "annual_revenue", "renewal_date", "churn_risk"]
    list_filter = ["source", "churn_risk"]
    date_hierarchy = "renewal_date"
    search_fields = ["name", "external_id"]
    search_help_text = "A name, or the id in the helpdesk."
    fieldsets = [
        (None, {"fields": ["name", "source", "external_id"]}),
        ("Business", {"fields": ["annual_revenue", "renewal_date", "churn_risk"]}),
    ]


@admin.register(Contact)
class ContactAdmin(ReadOnlyAdmin):
    list_display = ["name", "email", "customer", "source"]
    list_filter = ["source"]
    list_select_related = ["customer"]
    search_fields = ["name", "email", "external_id", "customer__name"]
    search_help_text = "A name, an e-mail address, a customer, or the id in the helpdesk."


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    list_display = [
        "number",
        "subject",
        "status",
        "priority",
        "owner",
        "customer",
        "source",
        "updated_at",
    ]
    list_filter = [
        "status",
        "priority",
        "source",
        "is_major",
        ("deleted_at", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["owner", "customer"]
    date_hierarchy = "opened_at"
    search_fields = ["number", "subject", "description"]
    search_help_text = "A number or words of the case."
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["number", "subject", "description", "url", "source", "external_id"]}),
        ("State", {"fields": ["status", "priority", "is_major", "parent", "tags"]}),
        ("What is affected", {"fields": ["product", "affected_asset"]}),
        (
            "Who",
            {
                "fields": ["owner", "owner_name", "owner_external_id", "owner_email"]
                + ["customer", "contact", "contact_name"],
                "description": "Names and ids from the helpdesk, for people without an account.",
            },
        ),
        (
            "When",
            {
                "fields": [
                    "opened_at",
                    "updated_at",
                    "solved_at",
                    "closed_at",
                    "deleted_at",
                    "purged_at",
                ]
            },
        ),
    ]


class RejectInline(ReadOnlyInline):
    model = ImportReject
    fields = readonly_fields = ["line", "external_id", "reason", "count", "is_warning"]


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ["name", "source", "by", "imported_at"]
    list_filter = ["source"]
    list_select_related = ["by"]
    date_hierarchy = "imported_at"
    search_fields = ["name", "source", "by__name"]
    search_help_text = "A file, a source, or who imported it."
    inlines = [RejectInline]
