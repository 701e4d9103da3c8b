"""The keys of exchanges: in the order in which they can be read, without one being used twice.

Taking them locks the row until the transaction ends. So a reader that has seen a key has seen all before it, also
where several processes write at once.
"""

from django.db import connection

from testbed.journal.models import Numbering


def take_numbers(count: int) -> int:
    """The first of so many new keys. Call it in the transaction that uses them."""
    table = connection.ops.quote_name(Numbering._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (id, last) VALUES (1, %s) "  # noqa: S608 (a name of our own)
            f"ON CONFLICT (id) DO UPDATE SET last = {table}.last + %s RETURNING last",
            [count, count],
        )
        [last] = cursor.fetchone()
    return int(last) - count + 1


def newest_key() -> int:
    """The key of the newest exchange, also of one that has been deleted; 0: there has been none."""
    # Those that wait ask this often: without objects in a quarter of the time.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT last FROM {connection.ops.quote_name(Numbering._meta.db_table)}")  # noqa: S608 (a name of our own)
        found = cursor.fetchone()
    return int(found[0]) if found else 0
