"""The lists of a mailbox's letters: inbox, archive, bin, folders and what a search finds.

`list_query` is what an address asks for, `page` loads it, `date_groups` puts it under headings, `version` tells an
open page that it is out of date, and `actions` does what people do with the letters that they chose.
"""
