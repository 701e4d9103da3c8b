"""Is a sender ready to send? Its certificate, its entries in the registers, and a first letter."""
