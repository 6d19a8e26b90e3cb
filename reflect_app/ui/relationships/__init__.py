"""The parts of Relationships: the map, the list of pseudonyms, and one person's page."""
