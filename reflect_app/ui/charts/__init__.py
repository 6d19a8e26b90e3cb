"""How a chart is drawn: shapes and patterns first, so that it can be read without colour."""
