"""The parts of Supervision: what is fetched for it, its overview, a session, a group."""
