"""What each page says: from a view to titles, key numbers, tables and figures in words, in the reader's language."""
