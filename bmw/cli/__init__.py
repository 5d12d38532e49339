"""The one command line: run, set up, fill, import and deliver."""
