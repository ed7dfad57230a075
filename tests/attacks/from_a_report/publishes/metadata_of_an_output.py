from helpers.report.front_matter import (Prose)
from IPython.display import display

display(Prose("Found."), metadata={"report": {"supported": number}})
