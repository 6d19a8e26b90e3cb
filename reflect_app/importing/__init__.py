"""Other people's journals: read carefully, handed on as plain records. Nothing here is kept.

One format is one file in `formats/`; `source` opens what a person chose and trusts none of it.
What Reflect itself wrote out is read by `everything`, whole objects and not records.
"""
