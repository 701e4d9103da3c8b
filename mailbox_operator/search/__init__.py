"""Search in the letters of a mailbox: in sender, subject, body and the text of PDF files.

`query_language` reads what a person writes, `index` keeps the words in the database's own full-text index,
`reading` reads them from a letter and its files, `filling` adds new letters in batches, `finding` asks the index
and `excerpts` shows where in a letter the words stand.
"""
