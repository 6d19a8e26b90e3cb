"""Reflect: a private desktop journal for reflective practice."""

__version__ = "0.1.0"
