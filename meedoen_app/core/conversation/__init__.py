"""The conversation: questions, the answers to them, and the path from one to the next."""
