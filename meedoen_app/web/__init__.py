"""Web: how Meedoen meets people. Requests in, pages out.

May import: Flask and its family, typst, icalendar, actions, content, core; for reading only, storage.lists.
May not:    query, decide, or write a sentence outside a template.
"""
