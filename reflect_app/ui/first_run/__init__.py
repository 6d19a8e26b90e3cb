"""The steps from nothing to a journal that can be written in. `pages/first_run.py` orders them."""
