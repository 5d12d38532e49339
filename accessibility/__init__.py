"""Accessibility as an instrument: the list of pages and states, and what scans them.

What comes of it stands in `bmw/site/conformance`, so that it is there wherever the platform is installed: the criteria
with their tests, the gaps, and the dated records of what ran, from which the platform writes its statement.
"""
