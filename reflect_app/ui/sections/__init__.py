"""The sections of the settings page, one small widget each."""
