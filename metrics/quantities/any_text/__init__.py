"""Quantities of any Chinese text, beside those that targets come from."""
