"""The parts of the Sharing page."""
