"""Storage: what Meedoen remembers. Rows in, core values out.

May import: SQLAlchemy, cryptography, the standard library and core.
May not:    touch a request, a locale or content, decide anything, or let a row out.
"""
