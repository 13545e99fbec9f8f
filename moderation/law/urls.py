from django.urls import path

from moderation.law.views import answers, disclosures, holds, notices

urlpatterns = [
    path("", notices.notices, name="law_desk"),
    path("reports/<int:pk>/aside/", notices.set_report_aside, name="law_report_aside"),
    path("notices/new/", notices.new, name="law_notice_new"),
    path("notices/<int:pk>/", notices.notice, name="law_notice"),
    path("notices/<int:pk>/removal/", notices.ask_for_removal, name="law_notice_removal"),
    path("notices/<int:pk>/file/", notices.notice_export, name="law_notice_file"),
    path("notices/<int:pk>/answer/", answers.notice, name="notice"),
    path("holds/", holds.holds, name="law_holds"),
    path("holds/new/", holds.new, name="law_hold_new"),
    path("holds/<int:pk>/", holds.hold, name="law_hold"),
    path("disclosures/", disclosures.disclosures, name="law_disclosures"),
    path("disclosures/new/", disclosures.new, name="law_disclosure_new"),
    path("disclosures/<int:pk>/", disclosures.disclosure, name="law_disclosure"),
    path("disclosures/<int:pk>/amend/", disclosures.amend, name="law_disclosure_amend"),
    path("disclosures/<int:pk>/ask/", disclosures.ask, name="law_disclosure_ask"),
    path("disclosures/<int:pk>/decide/", disclosures.decide, name="law_disclosure_decide"),
    path("disclosures/<int:pk>/export/", disclosures.export, name="law_disclosure_export"),
    path("disclosures/<int:pk>/hand-over/", disclosures.hand_over, name="law_disclosure_give"),
]
