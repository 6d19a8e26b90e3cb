"""The tests mirror `reflect_app/`; helpers they share are in `tests/helpers/`."""
