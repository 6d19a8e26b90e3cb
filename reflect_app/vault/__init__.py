"""The encrypted store. No row of a table leaves this package."""
