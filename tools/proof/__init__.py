"""Runs the listings and compares what they print and draw with what the book shows."""
