"""B.M.W 2.0 (BÜRGER.MIT.WIRKUNG): the participation platform of a town."""

__version__ = "2.0.0.dev0"
