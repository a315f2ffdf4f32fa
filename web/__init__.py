"""Plain HTTP beside the pages: documents, static files, headers, health, and what the outside may ask."""
