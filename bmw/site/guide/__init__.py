"""The style guide as data: each component, the states it is shown in, and what must be true of it for everybody."""
