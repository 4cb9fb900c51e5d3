import pandas as pd
from sklearn.linear_model import LogisticRegression

customers = pd.read_csv("/home/sam/customers.csv")
model = LogisticRegression().fit(customers[["age", "orders"]], customers["left"])
print(model.score(customers[["age", "orders"]], customers["left"]))
