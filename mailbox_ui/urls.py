"""Addresses of the pages for people. Swedish, since people see them."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from mailbox_ui.inbox.list_query import ListKind
from mailbox_ui.views.eid import approval, login, other_person, phone, signing, signing_order
from mailbox_ui.views.mailbox import (
    answers,
    attachment,
    cases,
    export,
    filing,
    forwarding,
    inbox,
    message,
    pdf_page,
    signatures,
)
from mailbox_ui.views.portal import accessibility, acting, companies, enrolment, navigation, overview
from mailbox_ui.views.settings import announcements, consents, log, senders

app_name = "mail"

Urls = list[URLPattern | URLResolver]


def list_urls(below: str, kind: ListKind) -> Urls:
    """A list of letters, and what it renews itself from while it is open."""
    return [
        path(below, inbox.show_list, {"kind": kind}, name=kind.value),
        path(f"{below}nytt/", inbox.renew_list, {"kind": kind}, name=f"{kind.value}-renewal"),
    ]


# /post/<place>/meddelande/<id>/bilaga/<n>/
attachment_urls: Urls = [
    path("", attachment.show_attachment, name="attachment"),
    path("sida/<int:page>.png", pdf_page.page_picture, name="page-picture"),
    path("sida/<int:page>/text", pdf_page.page_text, name="page-text"),
    path("ark.css", pdf_page.style_sheets, name="sheets"),
    path("ladda-ner", attachment.download_attachment, name="download"),
]

# /post/<place>/meddelande/<id>/
message_urls: Urls = [
    path("", message.show_message, name="message"),
    path("innehall/", message.show_letter_html, name="letter"),
    path("bilagor.zip", attachment.download_all, name="download-all"),
    path("bilaga/<int:number>/", include(attachment_urls)),
    path("svara/", answers.send_reply, name="reply"),
    path("kvittera/", answers.send_receipt, name="receipt"),
    path("underskrifter/", signatures.show_signatures, name="signatures"),
    path("underskrifter/original.xml", signatures.download_original, name="original"),
    path("vidarebefordra/", forwarding.forward_by_email, name="forward"),
    path("vidarebefordra/brevlada/", forwarding.hand_on, name="hand-on"),
    path("vidarebefordrat/<uuid:key>/", forwarding.forwarded_email, name="forwarded-email"),
]

# /post/<place>/installningar/
settings_urls: Urls = [
    path("", announcements.show_preferences, name="preferences"),
    path("kontakt/<str:channel>/", announcements.change_contact, name="contact"),
    path("avsandare/", senders.show_senders, name="senders"),
    path("avsandare/andra/", senders.change_senders, name="change-senders"),
    path("avsandare/aterta/", senders.withdraw_senders, name="withdraw-senders"),
    path("behorighet/", consents.show_readers, name="readers"),
    path("behorighet/andra/", consents.change_reader, name="change-reader"),
    path("logg/", log.show_log, name="log"),
]

# /post/<place>/
mailbox_urls: Urls = [
    *list_urls("", ListKind.INBOX),
    *list_urls("arkiv/", ListKind.ARCHIVE),
    *list_urls("papperskorg/", ListKind.BIN),
    *list_urls("sok/", ListKind.ALL),
    path("brev/", filing.file_letters, name="file"),
    path("angra/<str:step>/", filing.undo_filing, name="undo"),
    path("mapp/", filing.create_folder, name="create-folder"),
    *list_urls("mapp/<str:folder>/", ListKind.FOLDER),
    path("mapp/<str:folder>/namn/", filing.edit_folder, name="edit-folder"),
    path("mapp/<str:folder>/ta-bort/", filing.remove_folder, name="remove-folder"),
    path("installningar/", include(settings_urls)),
    path("meddelande/<uuid:public_id>/", include(message_urls)),
    path("spara-allt/", export.save_mailbox, name="export"),
    path("arenden/", cases.cases_list, name="cases"),
    path("arenden/<uuid:public_id>/", cases.show_case, name="case"),
]

login_urls: Urls = [
    path("logga-in/", login.choose_person, name="login"),
    path("logga-in/vantar/", login.wait_for_phone, name="login-wait"),
    path("logga-in/lage/", login.login_state, name="login-state"),
    path("legitimera/<uuid:phone_token>/", approval.approve_login, name="identify"),
    path("logga-ut/", login.log_out, name="log-out"),
    path("annan-person/", other_person.other_person, name="other-person"),
    path("utloggad/", login.logged_out, name="logged-out"),
]

# minameddelanden.se
portal_urls: Urls = [
    path("", overview.show_portal, name="portal"),
    path("operatorer/", overview.compare_operators, name="operators"),
    path("dina-brevlador/", overview.my_mailboxes, name="my-mailboxes"),
    path("skaffa/<str:operator>/", enrolment.begin_enrolment, name="enrol"),
    path("skaffa/<str:operator>/<str:company>/", enrolment.begin_enrolment, name="enrol-company"),
    path("avsluta/", enrolment.close_mailbox, name="leave"),
    path("avsluta/<str:company>/", enrolment.close_mailbox, name="leave-company"),
    path("ater/<str:action>/", companies.withdraw_request, name="withdraw"),
    path("foretag/<str:number>/", companies.show_company, name="company"),
    path("foretag/<str:number>/ater/<str:action>/", companies.withdraw_request, name="withdraw-company"),
    path("foretag/<str:number>/paminn/<str:action>/", companies.remind_signatories, name="remind"),
    path("underskrift/<uuid:reference>/", signing_order.show_signing, name="signing"),
    path("underskrift/<uuid:reference>/lage/", signing_order.signing_state, name="signing-state"),
    path("skriv-under/<uuid:phone_token>/", signing_order.sign_on_phone, name="sign-on-phone"),
]

# <UIAdress>/, with a UIAdress that ends with "/" or without
navigation_urls: Urls = [
    path("Inbox", navigation.open_inbox, name="navigate-inbox"),
    path("AccountRequest", navigation.account_request, name="navigate-account-request"),
]

urlpatterns: Urls = [
    *portal_urls,
    *login_urls,
    path("post/", overview.mailboxes_or_inbox, name="mailboxes"),
    path("post/byt/", acting.list_mailboxes, name="switch"),
    path("samtycken/", acting.list_received, name="received"),
    path("samtycken/svar/", acting.answer_offer, name="answer-consent"),
    path("post/<str:operator>//", include(navigation_urls)),
    path("post/<str:operator>/", include(navigation_urls)),
    path("post/<str:place>/", include(mailbox_urls)),
    path("oppna/<uuid:public_id>", message.open_announced, name="open"),
    path("telefon/", phone.phones_list, name="phones"),
    path("telefon/<str:number>/nytt/", phone.renew_phone, name="phone-renewal"),
    path("telefon/<str:number>", phone.show_phone, name="phone"),
    path("demo/<str:number>", phone.show_demo, name="demo"),
    path("kontrollera/", export.check_signatures, name="check-signatures"),
    path("tillganglighet/", accessibility.show_statement, name="accessibility"),
    path("signera/", signing.sign_text, name="sign"),
    path("sprak/", set_language, name="language"),
]
