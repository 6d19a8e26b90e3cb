"""One module a step. A step is never edited once a version of Reflect has carried it."""
