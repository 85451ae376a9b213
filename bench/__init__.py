"""Measures speed and memory on real material; ``python -m bench`` prints the tables."""
