"""Addresses of the pages for people. Swedish, since people see them."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from mailbox_ui.inbox.list_query import Box
from mailbox_ui.views import (
    attachment,
    eid,
    filing,
    forwarding,
    inbox,
    login,
    message,
    navigation,
    other_person,
    pdf_page,
    phone,
    portal,
    preferences,
    signatures,
    signing,
)

app_name = "mail"

Urls = list[URLPattern | URLResolver]


def list_urls(below: str, box: Box) -> Urls:
    """A list of letters, and what it renews itself from while it is open."""
    return [
        path(below, inbox.show_list, {"box": box}, name=box.value),
        path(f"{below}nytt/", inbox.renew_list, {"box": box}, name=f"{box.value}-renewal"),
    ]


# /post/<place>/meddelande/<id>/bilaga/<n>/
attachment_urls: Urls = [
    path("", attachment.attachment, name="attachment"),
    path("sida/<int:page>.png", pdf_page.page_picture, name="page-picture"),
    path("sida/<int:page>/text", pdf_page.page_text, name="page-text"),
    path("ark.css", pdf_page.sheets, name="sheets"),
    path("ladda-ner", attachment.download, name="download"),
]

# /post/<place>/meddelande/<id>/
message_urls: Urls = [
    path("", message.message, name="message"),
    path("innehall/", message.letter, name="letter"),
    path("bilagor.zip", attachment.download_all, name="download-all"),
    path("bilaga/<int:number>/", include(attachment_urls)),
    path("underskrifter/", signatures.signatures, name="signatures"),
    path("underskrifter/original.xml", signatures.original, name="original"),
    path("vidarebefordra/", forwarding.forward_by_email, name="forward"),
    path("vidarebefordra/brevlada/", forwarding.hand_on, name="hand-on"),
    path("vidarebefordrat/<uuid:key>/", forwarding.forwarded_email, name="forwarded-email"),
]

# /post/<place>/
mailbox_urls: Urls = [
    *list_urls("", Box.INBOX),
    *list_urls("arkiv/", Box.ARCHIVE),
    *list_urls("papperskorg/", Box.BIN),
    *list_urls("sok/", Box.ALL),
    path("brev/", filing.file_letters, name="file"),
    path("angra/<str:step>/", filing.undo, name="undo"),
    path("mapp/", filing.create_folder, name="create-folder"),
    *list_urls("mapp/<str:folder>/", Box.FOLDER),
    path("mapp/<str:folder>/namn/", filing.edit_folder, name="edit-folder"),
    path("mapp/<str:folder>/ta-bort/", filing.remove_folder, name="remove-folder"),
    path("installningar/", preferences.preferences, name="preferences"),
    path("meddelande/<uuid:public_id>/", include(message_urls)),
]

login_urls: Urls = [
    path("logga-in/", login.choose, name="login"),
    path("logga-in/vantar/", login.wait, name="login-wait"),
    path("logga-in/lage/", login.login_state, name="login-state"),
    path("legitimera/<uuid:phone_token>/", eid.identify, name="identify"),
    path("logga-ut/", login.log_out, name="log-out"),
    path("annan-person/", other_person.other_person, name="other-person"),
    path("utloggad/", login.logged_out, name="logged-out"),
]

# <UIAdress>/, with a UIAdress that ends with "/" or without
navigation_urls: Urls = [
    path("Inbox", navigation.inbox, name="navigate-inbox"),
    path("AccountRequest", navigation.account_request, name="navigate-account-request"),
]

urlpatterns: Urls = [
    path("", portal.portal, name="portal"),
    *login_urls,
    path("post/", portal.my_mailboxes, name="mailboxes"),
    path("post/<str:operator>//", include(navigation_urls)),
    path("post/<str:operator>/", include(navigation_urls)),
    path("post/<str:place>/", include(mailbox_urls)),
    path("oppna/<uuid:public_id>", message.open_announced, name="open"),
    path("telefon/", phone.phones_list, name="phones"),
    path("telefon/<str:number>/nytt/", phone.renew_phone, name="phone-renewal"),
    path("telefon/<str:number>", phone.phone, name="phone"),
    path("demo/<str:number>", phone.demo, name="demo"),
    path("signera/", signing.sign_text, name="sign"),
    path("sprak/", set_language, name="language"),
]
