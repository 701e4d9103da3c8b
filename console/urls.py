"""Addresses of the console. Swedish, since people see them."""

from django.urls import URLPattern, URLResolver, path

from console.views import consents, letters, office, overview, print_files, print_queue, rules, senders, webhooks

app_name = "console"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.show_overview, name="overview"),
    path("lage/", overview.renew_overview, name="overview-renewal"),
    path("koer/<str:name>/igang/", overview.reset_lane, name="lane-reset"),
    path("koer/<str:name>/samtidigt/", overview.set_lane_concurrency, name="lane-concurrency"),
    path("brev/", letters.search_letters, name="letters"),
    path("brev/<uuid:distribution_id>/", letters.show_letter, name="letter"),
    path("brev/<uuid:distribution_id>/lage/", letters.renew_letter, name="letter-renewal"),
    path("brev/<uuid:distribution_id>/nu/", letters.try_now, name="letter-now"),
    path("brev/direkt/<uuid:trans_id>/", letters.direct_letter, name="direct-letter"),
    path("regler/", rules.show_rules, name="rules"),
    path("regler/ny/", rules.edit_rule, name="rule-new"),
    path("regler/egna/", rules.make_own_rules, name="rules-own"),
    path("regler/angra/", rules.restore_removed_rule, name="rule-restore"),
    path("regler/plan/", senders.edit_plan, name="plan"),
    path("regler/adresser/", senders.edit_addresses, name="addresses"),
    path("regler/adresser/fil/", senders.upload_register, name="addresses-upload"),
    path("regler/adresser/bort/", senders.remove_address, name="address-remove"),
    path("regler/<int:place>/", rules.edit_rule, name="rule"),
    path("regler/<int:place>/flytta/", rules.move_rule, name="rule-move"),
    path("regler/<int:place>/bort/", rules.remove_rule, name="rule-remove"),
    path("utskrift/", print_queue.show_print_queue, name="print-queue"),
    path("utskrift/nu/", print_queue.print_now, name="print-now"),
    path("filer/", print_files.files_list, name="files"),
    path("filer/lage/", print_files.renew_files, name="files-renewal"),
    path("filer/<uuid:file_id>/", print_files.show_file, name="file"),
    path("filer/<uuid:file_id>/lage/", print_files.renew_file, name="file-renewal"),
    path("filer/<uuid:file_id>/bort/", print_files.remove_file, name="file-remove"),
    path("filer/<uuid:file_id>/resultat.<str:form>", print_files.result_file, name="file-result"),
    path("kontor/", office.edit_senders, name="office"),
    path("kontor/bort/", office.remove_sender, name="office-remove"),
    path("samtycken/", consents.consents_list, name="consents"),
    path("samtycken/anvandning/", consents.show_uses, name="consent-uses"),
    path("samtycken/<uuid:consent_id>/", consents.show_consent, name="consent"),
    path("samtycken/<uuid:consent_id>/ja/", consents.accept_consent, name="consent-accept"),
    path("samtycken/<uuid:consent_id>/nej/", consents.refuse_consent, name="consent-refuse"),
    path("samtycken/<uuid:consent_id>/slut/", consents.end_consent, name="consent-end"),
    path("webhooks/", webhooks.subscriptions_list, name="webhooks"),
    path("webhooks/nytt/", webhooks.renew_subscriptions, name="webhooks-renewal"),
    path("webhooks/<uuid:subscription_id>/", webhooks.show_subscription, name="webhook"),
    path("webhooks/<uuid:subscription_id>/nytt/", webhooks.renew_subscription, name="webhook-renewal"),
    path("webhooks/<uuid:subscription_id>/prov/", webhooks.send_ping, name="webhook-ping"),
    path("webhooks/<uuid:subscription_id>/lage/", webhooks.set_active, name="webhook-switch"),
    path("webhooks/<uuid:subscription_id>/bort/", webhooks.remove_subscription, name="webhook-remove"),
    path("webhooks/<uuid:subscription_id>/igen/", webhooks.replay_events, name="webhook-replay"),
]
