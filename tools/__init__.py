"""The few modules that turn pages and snippets into a site and a proof."""
