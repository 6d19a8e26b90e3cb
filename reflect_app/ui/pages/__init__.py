"""Pages: each module with a `PAGE` is found by the window on its own."""
