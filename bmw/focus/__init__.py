"""The focus fields (Handlungsfelder) of the town's strategy, and its districts."""
