"""Remove the rows that the roles have of a run, without trace: no state machine runs, and nobody is notified.

Each function takes the extent of the run that ends, and runs within the transaction that removes it. Letters come
first, since mailboxes and operators cannot go while they hold any.
"""

from testbed.runs.removal.actors import remove_actors
from testbed.runs.removal.authorities import remove_authorities
from testbed.runs.removal.certificates import remove_certificates
from testbed.runs.removal.exchanges import remove_exchanges
from testbed.runs.removal.holders import remove_holders
from testbed.runs.removal.letters import remove_letters
from testbed.runs.removal.operators import remove_operators
from testbed.runs.removal.rules import remove_fault_rules
from testbed.runs.removal.settings import remove_settings
from testbed.runs.removal.subscriptions import remove_subscriptions

ALL = (
    remove_letters,
    remove_holders,
    remove_operators,
    remove_actors,
    remove_subscriptions,
    remove_certificates,
    remove_authorities,
    remove_fault_rules,
    remove_settings,
    remove_exchanges,
)
"""In this order."""
