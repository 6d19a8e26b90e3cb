"""The command line over the services. Runs with Qt not installed."""
