"""Addresses of the console. Swedish, since people see them."""

from django.urls import URLPattern, URLResolver, path

from console.views import letters, office, overview, paper, print_files, rules, senders, webhooks

app_name = "console"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="overview"),
    path("lage/", overview.news, name="overview-news"),
    path("koer/<str:name>/igang/", overview.reset, name="lane-reset"),
    path("koer/<str:name>/samtidigt/", overview.concurrency, name="lane-concurrency"),
    path("brev/", letters.search, name="letters"),
    path("brev/<uuid:distribution_id>/", letters.letter, name="letter"),
    path("brev/<uuid:distribution_id>/lage/", letters.news, name="letter-news"),
    path("brev/<uuid:distribution_id>/nu/", letters.try_now, name="letter-now"),
    path("regler/", rules.rules, name="rules"),
    path("regler/ny/", rules.edit, name="rule-new"),
    path("regler/egna/", rules.own, name="rules-own"),
    path("regler/plan/", senders.plan, name="plan"),
    path("regler/adresser/", senders.addresses, name="addresses"),
    path("regler/adresser/fil/", senders.upload, name="addresses-upload"),
    path("regler/adresser/bort/", senders.remove, name="address-remove"),
    path("regler/<int:place>/", rules.edit, name="rule"),
    path("regler/<int:place>/flytta/", rules.move, name="rule-move"),
    path("regler/<int:place>/bort/", rules.remove, name="rule-remove"),
    path("utskrift/", paper.paper, name="paper"),
    path("utskrift/nu/", paper.print_now, name="print-now"),
    path("filer/", print_files.files, name="files"),
    path("filer/lage/", print_files.news, name="files-news"),
    path("filer/<uuid:file_id>/", print_files.file, name="file"),
    path("filer/<uuid:file_id>/lage/", print_files.file_news, name="file-news"),
    path("filer/<uuid:file_id>/bort/", print_files.remove, name="file-remove"),
    path("filer/<uuid:file_id>/resultat.<str:form>", print_files.result, name="file-result"),
    path("kontor/", office.office, name="office"),
    path("kontor/bort/", office.remove, name="office-remove"),
    path("webhooks/", webhooks.hooks, name="hooks"),
    path("webhooks/nytt/", webhooks.hooks_news, name="hooks-news"),
    path("webhooks/<uuid:subscription_id>/", webhooks.hook, name="hook"),
    path("webhooks/<uuid:subscription_id>/nytt/", webhooks.hook_news, name="hook-news"),
    path("webhooks/<uuid:subscription_id>/prov/", webhooks.ping, name="hook-ping"),
    path("webhooks/<uuid:subscription_id>/lage/", webhooks.switch, name="hook-switch"),
    path("webhooks/<uuid:subscription_id>/bort/", webhooks.remove, name="hook-remove"),
    path("webhooks/<uuid:subscription_id>/igen/", webhooks.replay, name="hook-replay"),
]
