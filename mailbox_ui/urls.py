"""Addresses of the pages for people. Swedish, since people see them."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from mailbox_ui.views import (
    attachment,
    eid,
    inbox,
    login,
    message,
    navigation,
    other_person,
    pdf_page,
    phone,
    portal,
    preferences,
    signing,
)

app_name = "mail"

Urls = list[URLPattern | URLResolver]

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
    path("bilaga/<int:number>/", include(attachment_urls)),
]

# /post/<place>/
mailbox_urls: Urls = [
    path("", inbox.inbox, name="inbox"),
    path("nytt/", inbox.renew_inbox, name="inbox-renewal"),
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
