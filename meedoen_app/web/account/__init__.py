"""Accounts of staff on the page: being invited, signing in, one's own account, and looking after all."""
