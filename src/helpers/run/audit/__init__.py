"""Written outputs read back as an outsider would: every number about victims must be one that was released.

Nothing here trusts how a file was made. What cannot be read is a finding, not a pass.

A packet is a folder of files; a file of a kind that no reader knows cannot be published. To publish a new kind, write
a reader and name it in `readers.READERS`, by the file's name or by its suffix:

    def read_iati(written: Written) -> Iterator[Claim]: ...

It gets one file as it was written (`claims.Written`: name, content, the Release, the words of its language, and the
packet's other files) and yields what the file claims:

    Stated(where, key, value)   a cell and its number, or None where it has a mark; key is indicator, place, period,
                                breakdown, category. Any number of a cell that is not shown, or another than the one
                                released, stops the build; so does a mark where the number was released.
    Text(where, text)           any other text, metadata too. A number in a text about victims must be a released one,
                                or follow from two; give it the words that stand around it.
    Finding(where, reason)      what must not be there at all, such as something that cannot be read. Never a value.

Rows that follow each other in one table should be yielded in their order: a table sorted by what it withholds is found.
`where` names the place for a person: file, then sheet and row, exhibit, element. For words beside numbers
`written.words` (lexicon.Lexicon) tells which cell a row and a column mean.
"""
