"""The way in and out: access, forms, errors, headers, languages, paging and assets."""
