"""Environment, lock and mirrors: programs that need the standard library alone."""
