"""Numbers that somebody typed into a report's words: not computed, not cited, not vouched for where they stand.

`before_a_build` decides which reports are refused; `findings` looks through a notebook or a params file. Below them,
`code_words` and `params_words` find the texts, `typed_text` looks through one, and `numerals`, `allowed_numbers` and
`people_words` know the languages.
"""
