"""What a view is as a file: its rows as raw values with names in three languages, and one writer for each form."""
