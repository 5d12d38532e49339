"""The pages that gather the whole town: home, focus fields, processes, my page, help and legal texts."""
