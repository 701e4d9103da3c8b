"""Fields and annotations, as viewers show them."""
