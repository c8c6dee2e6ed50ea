"""Draws a network's talk from a seed, writes down what was said, and only then renders it as packets."""
