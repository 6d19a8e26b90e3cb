"""Bytes in, bytes out: key derivation, sealing, signing. No file, no table."""
