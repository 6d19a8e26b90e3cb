"""What travels between journals: cards, sealed bundles, and the folder that carries them."""
