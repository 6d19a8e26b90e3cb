"""A neutral document tree, and the formats it is written in."""
