"""The parts of making a pack: the choice, the preview, and the writing."""
