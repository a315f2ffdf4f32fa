"""What stands on each page, in which order: one module a page, the same for every face."""
