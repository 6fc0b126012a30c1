"""House tests: what holds for the whole tree. Every check is shown to find a planted fault."""
