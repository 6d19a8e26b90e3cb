"""Use cases: fetch, then check, then save. The only thing the window and the command line call."""
