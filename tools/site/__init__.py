"""The MkDocs hooks that build both editions, and what they add to a page."""
