from django.urls import path

from verification.views import claiming

urlpatterns = [
    path("", claiming.status, name="verification"),
    path("claim/", claiming.claim, name="verification_claim"),
    path("take-back/", claiming.withdraw, name="verification_withdraw"),
]
