from helpers.report.displays import Prose
from IPython.display import display

display(Prose("Found."), metadata={"report": {"supported": number}})
