"""Storage: what Meedoen remembers. Rows in, core values out.

May import: SQLAlchemy, Alembic, cryptography, the standard library, core and resources.
May not:    touch a request, a locale or content, decide anything, or let a row out.
"""
