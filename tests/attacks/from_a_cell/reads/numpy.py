import numpy as np

result = np.fromfile(SECRET, dtype="u1")
