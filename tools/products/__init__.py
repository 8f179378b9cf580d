"""What readers take away: notebooks, zips, the offline edition, the PDF and the EPUB."""
