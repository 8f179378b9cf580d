# --8<-- [start:noise]
import numpy as np
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import KFold


def best_columns(x, y):
    likeness = np.abs((x - x.mean(axis=0)).T @ (y - y.mean()))  # (1)
    return np.argsort(likeness)[-10:]


def mean_error(x, y, peek):
    errors = []
    for learn, check in KFold(5).split(x):
        seen = np.arange(len(x)) if peek else learn  # (2)
        columns = best_columns(x[seen], y[seen])
        model = LinearRegression().fit(x[learn][:, columns], y[learn])
        answers = model.predict(x[check][:, columns])
        errors.append(((answers - y[check]) ** 2).mean())
    return np.mean(errors)


for seed in range(5):
    generator = np.random.default_rng(seed)
    table = generator.normal(size=(60, 2000))
    luck = generator.normal(size=60)
    luck = (luck - luck.mean()) / luck.std()
    peeked = mean_error(table, luck, True)
    honest = mean_error(table, luck, False)
    print(f"all rows {peeked:.2f}  training rows only {honest:.2f}")
    # --8<-- [end:noise]
    assert peeked < 0.7 and honest > 1.05

# --8<-- [start:ten]
for seed in range(5):
    generator = np.random.default_rng(seed)
    table = generator.normal(size=(60, 10))
    luck = generator.normal(size=60)
    luck = (luck - luck.mean()) / luck.std()
    peeked = mean_error(table, luck, True)
    honest = mean_error(table, luck, False)
    print(f"all rows {peeked:.2f}  training rows only {honest:.2f}")
    # --8<-- [end:ten]
    assert abs(peeked - honest) < 1e-9 and honest > 1
