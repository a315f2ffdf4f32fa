"""A data edition in the forms of others: Data Package, OCDS, DCAT, schema.org, sitemap, and a folder to carry away.

All are made from an edition's tables on demand (docs/decisions/0015): they are no part of its id.
"""
