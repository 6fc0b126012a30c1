"""Meedoen: the keukentafelgesprek as a self-service app."""
