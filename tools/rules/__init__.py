"""What every page and every pair of twins owe their reader: a rule takes a Book, names faults."""
