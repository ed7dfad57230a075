import pandas as pd

result = pd.read_csv(SECRET)
