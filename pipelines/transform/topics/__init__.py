"""Owns how purchase titles are read: one spelling, phrases, the vocabulary people edit, and the search for evidence."""
