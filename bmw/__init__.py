"""B.M.W 2.0 (BÜRGER.MIT.WIRKUNG): the participation platform of a town."""
