"""One module a group of commands; each adds itself to the parser."""
