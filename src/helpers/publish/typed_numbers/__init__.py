"""Numbers that somebody typed into a report's words: not computed, not cited, not vouched for where they stand.

before_a_build.py decides which reports are refused; findings.py looks through a notebook or a params file. Below them,
code_words.py finds the texts of code, typed_text.py looks through one, and numerals.py, counting_words.py,
allowed_numbers.py and people_words.py know the languages.
"""
