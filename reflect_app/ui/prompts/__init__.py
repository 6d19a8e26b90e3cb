"""The parts of the Prompts page: the list, the editor, taking in and handing out."""
