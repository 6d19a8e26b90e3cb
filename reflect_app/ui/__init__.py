"""Everything with pixels, focus, shortcuts or a thread."""
