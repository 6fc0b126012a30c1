"""Casework: what happens after handing over, as one log of lines and what follows from it."""
