"""What a person at a Jupyter front end gets besides what a build gets: displays, a form, a preview, plain messages.

Nothing here reaches a packet: in a build nobody is there to ask, and these modules stay silent (session.attended).
"""
