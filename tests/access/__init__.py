"""The matrix of who may enter where: addresses, roles, relations, consents, methods (security Z1, Z2)."""
