"""PDF: text made printable, typst in a process of its own, an optional password, reading back."""
