"""Text to spans: what could identify a person. Works offline, in this process."""
