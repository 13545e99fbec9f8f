from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "community.pipeline"
    label = "pipeline"
    verbose_name = "Outbox"
