"""Measurements: they print figures and prove nothing."""
