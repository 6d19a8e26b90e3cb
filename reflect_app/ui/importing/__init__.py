"""The parts of the page that brings in another journal."""
