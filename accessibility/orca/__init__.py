"""Orca, the screen reader of Linux, reads the town in Firefox and in German."""
