"""Content: what Meedoen says. Versioned data files in, frozen values of core out.

May import: the standard library, pydantic, core and resources.
May not:    touch a request, a row, a clock, a locale or the network.
"""
