"""A whole journal in clear text, to be read by people, by programs, and by Reflect again."""
