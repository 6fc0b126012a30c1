"""Core: what Meedoen decides. Values in, values out.

May import: the standard library and core.
May not:    touch a request, a row, a file, a clock, a locale or the network.
"""
