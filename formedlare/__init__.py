"""The relay (förmedlare): takes deliveries in, chooses a channel for each recipient, and carries them there.

Other apps (`sender`, `print_supplier`, `webhooks`, the console) may import these modules, which are its public
side; everything else is internal:

- `formedlare.models`, `formedlare.models.channel`: the tables, the channels and the names of the lanes.
- `formedlare.legs`: the states of a leg, `move_legs`, `LegNote`, and the signal `moved`, by which apps follow
  letters.
- `formedlare.intake`: `Draft`, `store_delivery`, `store_deliveries`, and `formedlare.rights`: `require_rights`,
  to hand letters over without SOAP.
- `formedlare.routing`: `decide_all`, for letters that their sender has looked up itself.
- `formedlare.register`: what the relay asks FaR.
  `formedlare.sender_settings.registered_senders`: whether FaR knows a sender.
- `formedlare.channels.registry` and `formedlare.channels.outcome`: an app registers its channel when it starts.
- `formedlare.deliveries.paper`: an app that prints registers how REST shows its letters.
- `formedlare.scheduling`: `wake_lanes`. `formedlare.dispatch`: `work_lane`, for commands that work themselves.
- `formedlare.lanes`: lanes with work, circuit breakers. For the console alone: `formedlare.sender_settings`, which
  testers change there.
- `formedlare.retry`, `formedlare.deliveries.search`, `formedlare.switch`: what the console shows and offers.

Layers, of which none imports what stands above it: urls, tasks > soap, api > intake > scheduling > dispatch,
deliveries > lookup, channels > retry > sender_settings > routing > switch > sealing, lanes > legs > register >
models.
"""
