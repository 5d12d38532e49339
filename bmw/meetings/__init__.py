"""Meetings of a process: workshops and sessions, with minutes and points that a finding can cite."""
