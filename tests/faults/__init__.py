"""Kills, full disks, damaged bytes and older copies, each against a real vault."""
