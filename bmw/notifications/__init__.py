"""Telling people: what is to be sent waits in an outbox, in the same transaction as what happened."""
