"""Delivery: what Meedoen sends, and what it asks of others. A finished message in, a receipt out.

May import: the standard library, core, and the libraries for signing in elsewhere.
May not:    touch a request, a row, a locale or content.
"""
