from IPython.display import display

display(tell(None), metadata={"report": {"supported": number}})
