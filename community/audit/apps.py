from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "community.audit"
    label = "audit"
    verbose_name = "Record of what was done"
