"""Files -> checked values. Whatever a person writes is read and judged here, and nowhere later."""
