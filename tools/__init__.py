"""What turns pages and snippets into a site and a proof. Each folder is a room: CONTRIBUTING.md."""
