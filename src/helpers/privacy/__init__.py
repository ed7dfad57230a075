"""Facts -> Release: decides what may be published. Nothing after this stage sees an exact fact."""
