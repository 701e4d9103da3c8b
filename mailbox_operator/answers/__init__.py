"""Preview: replies and receipts to letters, where the sender asked for them.

The contract has both (Reply, ReceiptRequest), and says that they are not used today. So they are kept here to be
fetched by the sender, and no operation of the contract carries them. Source: api-6.3 §4; founding document 6, 7.
"""
