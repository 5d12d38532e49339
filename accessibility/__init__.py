"""Accessibility as an instrument: the list of pages and states, and what scans them."""
