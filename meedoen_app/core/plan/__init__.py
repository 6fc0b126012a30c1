"""The plan: what is said of it, line by line, and how it then stands."""
