"""Findings: what the participation says, bundled from contributions with their numbers."""
