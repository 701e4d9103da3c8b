"""The meaning of each refusal: a page for each code and reason, generated from the code that refuses."""
