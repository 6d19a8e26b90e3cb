"""The parts of the page one writes on: the form, its autosave, and what it offers."""
