from django.urls import include, path

from moderation.appeals.views import appeals, hearings
from moderation.reports.views import astray
from moderation.sealed import views as sealed
from moderation.views import (
    cases,
    claims,
    decisions,
    figures,
    notes,
    queue,
    sanctions,
    second_looks,
)

urlpatterns = [
    path("", queue.moderation_queue, name="moderation_queue"),
    path("<int:pk>/", cases.moderation_case, name="moderation_case"),
    path("<int:pk>/restore/", cases.restore, name="moderation_restore"),
    path("<int:pk>/claim/", claims.claim, name="moderation_claim"),
    path("<int:pk>/take-over/", claims.take_over, name="moderation_take_over"),
    path("<int:pk>/let-go/", claims.let_go, name="moderation_let_go"),
    path("<int:pk>/note/", notes.note, name="moderation_note"),
    path("<int:pk>/links/", notes.link, name="moderation_link"),
    path("<int:pk>/links/<int:other>/remove/", notes.unlink, name="moderation_unlink"),
    path("figures/", figures.moderation_figures, name="moderation_figures"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("decisions/<int:pk>/undo/", cases.undo, name="decision_undo"),
    path("decisions/<int:pk>/words/", sealed.removed_words, name="removed_words"),
    path(
        "decisions/<int:pk>/sealed/<slug:purpose>/<slug:name>.webp",
        sealed.sealed_picture,
        name="sealed_picture",
    ),
    path("sealed/", sealed.sealed_store, name="sealed_store"),
    path("sealed/<int:pk>/", sealed.sealed, name="sealed"),
    path("decisions/<int:pk>/appeal/", appeals.appeal, name="appeal"),
    path("held/<int:pk>/", appeals.held, name="held"),
    path("held/<int:pk>/appeal/", appeals.appeal_hold, name="appeal_hold"),
    path("appeals/", hearings.appeals, name="moderation_appeals"),
    path("appeals/<int:pk>/", hearings.appeal, name="moderation_appeal"),
    path("appeals/<int:pk>/open/", hearings.open_sealed, name="moderation_appeal_open"),
    path("mine/", sanctions.own_decisions, name="own_decisions"),
    path("record/<int:pk>/", sanctions.record, name="moderation_record"),
    path(
        "record/<int:pk>/lift/<int:sanction_id>/",
        sanctions.lift,
        name="moderation_lift",
    ),
    path("second-looks/", second_looks.second_looks, name="second_looks"),
    path("second-looks/<int:pk>/", second_looks.second_look, name="second_look"),
    path("second-looks/<int:pk>/aside/", second_looks.set_aside, name="second_look_aside"),
    path("astray/", astray.astray_reports, name="astray_reports"),
    path("astray/<int:pk>/place/", astray.place, name="astray_place"),
    path("astray/<int:pk>/close/", astray.close, name="astray_close"),
    path("law/", include("moderation.law.urls")),
    path("bench/", include("moderation.bench.urls")),
]
