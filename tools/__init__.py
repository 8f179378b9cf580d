"""What turns pages and snippets into a site and a proof; each folder is a room of its own."""
