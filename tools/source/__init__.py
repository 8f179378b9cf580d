"""The book as it is written: editions, pages, listings, and what is read from them."""
