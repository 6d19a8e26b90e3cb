"""Evaluation: what one person's row may say, and tables that give nobody away."""
