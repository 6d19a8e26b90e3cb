"""The parts of Today: what is gathered for it, and its lines."""
