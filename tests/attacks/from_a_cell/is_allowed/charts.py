import matplotlib.pyplot as plt
import seaborn as sns
import io

sns.barplot(x=["a"], y=[1])
plt.savefig(io.BytesIO(), format="svg")
plt.close("all")
