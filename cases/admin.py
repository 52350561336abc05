from django.contrib import admin

from audit.admin import AuditedAdmin
from cases.models import Case, Contact, Customer, ImportReject, ImportRun


@admin.register(Customer)
class CustomerAdmin(AuditedAdmin):
    list_display = ["name", "source", "external_id", "annual_revenue", "renewal_date", "churn_risk"]
    list_filter = ["source", "churn_risk"]
    search_fields = ["name", "external_id"]


@admin.register(Contact)
class ContactAdmin(AuditedAdmin):
    list_display = ["name", "email", "customer", "source"]
    list_filter = ["source"]
    list_select_related = ["customer"]
    search_fields = ["name", "email", "external_id"]
    autocomplete_fields = ["customer"]


@admin.register(Case)
class CaseAdmin(AuditedAdmin):
    list_display = ["number", "subject", "status", "priority", "owner", "customer", "source", "updated_at"]
    list_filter = ["status", "priority", "source", "is_major"]
    list_select_related = ["owner", "customer"]
    search_fields = ["number", "subject"]
    autocomplete_fields = ["customer", "contact", "parent"]
    raw_id_fields = ["owner"]
    show_full_result_count = False


class RejectInline(admin.TabularInline):
    model = ImportReject
    fields = readonly_fields = ["line", "external_id", "reason", "is_warning"]
    extra = 0
    max_num = 0
    can_delete = False


@admin.register(ImportRun)
class ImportRunAdmin(AuditedAdmin):
    """A record of what happened: to read, not to change."""

    list_display = ["name", "source", "by", "imported_at"]
    list_filter = ["source"]
    inlines = [RejectInline]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
