"""Participation processes (Beteiligungsverfahren): their phases, what is open when, and their schedule."""
