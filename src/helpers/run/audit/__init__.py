"""Written outputs read back as an outsider would: every number about victims must be one that was released.

Nothing here trusts how a file was made. What cannot be read is a finding, not a pass.
"""
