"""An executed notebook -> HTML, PDF, Word; or the same by Quarto."""
