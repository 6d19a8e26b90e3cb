"""Learning accounts: what each body asks about, what there is so far, and where copies go."""
