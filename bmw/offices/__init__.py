"""Offices and powers: given and taken by two people; every look at an identity and every export is recorded."""
