"""Parts that pages are built from. Accessible names are set where a part is made."""
