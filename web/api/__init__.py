"""The views as data: JSON page by page, CSV, XLSX and Parquet whole, described by OpenAPI."""
