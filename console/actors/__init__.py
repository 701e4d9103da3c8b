"""Actors and their certificates: lists, forms and pages."""
