"""Detectors, one kind of identifier to a module."""
