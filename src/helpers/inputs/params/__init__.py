"""Files in params/ that people write: settings, tables of a return, codelists, places, projects, published figures."""
