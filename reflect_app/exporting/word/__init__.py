"""Word: styles, the pieces python-docx has no call for, and reading a file back."""
