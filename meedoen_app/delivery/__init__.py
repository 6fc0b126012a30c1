"""Delivery: what Meedoen sends. A finished message in, a receipt out.

May import: the standard library and core.
May not:    touch a request, a row, a locale or content.
"""
