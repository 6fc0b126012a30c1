"""The participatieladder: the rungs where somebody is active, how sure that is, and what changed."""
