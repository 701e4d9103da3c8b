"""Search in the letters of a mailbox: in sender, subject, body and the text of PDF files.

`query_language` reads what a person writes, `index` keeps the words in the database's own full-text index, `filling`
adds new letters to it in batches, `finding` asks it and `excerpts` shows where in a letter the words stand.
"""
