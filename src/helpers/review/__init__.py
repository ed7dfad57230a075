"""What people decide about finished packets: what changed, who approved it, when it may be read, what proves it.

packet_sides      the two sets of packets that are compared
compared_cells    which numbers differ, and through what
compared_pages    which sentences, tables, charts and styles differ
compared_screens  pictures of pages of HTML that look otherwise
compared_packets  all of it together, and what may be told of it outside of this machine
comparison_page   the page for the operator, with pictures
signing_keys      private keys, outside the project
minisign_files    public keys and signatures as files
packet_signatures what is signed of a packet, and where it lies
approvals         who approved which packet, and which may be published
release_archive   a release as one zip
"""
