"""The parts of the Journal: its list, its filters and its reading pane."""
