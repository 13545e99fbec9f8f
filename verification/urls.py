from django.urls import path

from verification.views import (
    claiming,
    declaring,
    identity,
    papers,
    renewing,
    studying,
    vouching,
    work_address,
)

urlpatterns = [
    path("", claiming.status, name="verification"),
    path("claim/", claiming.claim, name="verification_claim"),
    path("take-back/", claiming.withdraw, name="verification_withdraw"),
    path("renew/", renewing.renew, name="verification_renew"),
    path("work-address/", work_address.ask, name="work_address"),
    path("work-address/<token>/", work_address.confirm, name="work_address_confirm"),
    path("sign-in/", identity.identity, name="verification_identity"),
    path("vouches/", vouching.ask, name="vouches"),
    path("vouch/<token>/", vouching.vouch, name="vouch"),
    path("papers/", papers.papers, name="papers"),
    path("papers/<int:paper_id>/remove/", papers.remove, name="paper_remove"),
    path("student/", studying.ask, name="student"),
    path("student/<token>/", studying.confirm, name="student_confirm"),
    path("professional/", declaring.declare, name="declare"),
]
