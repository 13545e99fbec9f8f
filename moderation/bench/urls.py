"""Below /moderation/bench/: what the detectors go by."""

from django.urls import path

from moderation.bench.views import bench, phrases

urlpatterns = [
    path("", bench.bench, name="bench"),
    path("thresholds/", bench.thresholds, name="bench_thresholds"),
    path("thresholds/<int:pk>/", bench.settle, name="bench_settle"),
    path("screen-again/", bench.screen_again, name="bench_screen_again"),
    path("phrases/", phrases.bench_phrases, name="bench_phrases"),
    path("phrases/<int:pk>/", phrases.bench_phrase, name="bench_phrase"),
]
