"""Casework on the page: the lists, one case, writing in it, its report, and finding it."""
