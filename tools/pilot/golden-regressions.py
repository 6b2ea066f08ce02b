# Regressions by statsmodels, with which src/pilot/analysis is compared: writes src/pilot/analysis/fixtures/golden-regressions.json.
#   python -m venv venv && venv/bin/pip install statsmodels==0.14.5 numpy==2.4.6 scipy==1.17.1 pandas==2.3.3
#   venv/bin/python tools/pilot/golden-regressions.py
# Plain errors and CR1 are statsmodels' own. CR2 and its degrees of freedom are written out with whole matrices here (statsmodels
# has none), and so is the wild bootstrap, which refits every draw.
import json
from pathlib import Path

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import stats

target = Path(__file__).parents[2] / "src/pilot/analysis/fixtures/golden-regressions.json"
random = np.random.default_rng(20270118)
webb = np.array([-np.sqrt(1.5), -1, -np.sqrt(0.5), np.sqrt(0.5), 1, np.sqrt(1.5)])


def simulate(sizes, effect, icc, strata):
    clusters = np.repeat(np.arange(len(sizes)), sizes)
    arm = (clusters % 2 == 1).astype(float)
    ability = random.normal(size=len(clusters)) * np.sqrt(1 - icc) + (random.normal(size=len(sizes)) * np.sqrt(icc))[clusters]
    before = np.round(0.7 * ability + 0.7 * random.normal(size=len(clusters)), 4)
    form = random.integers(0, 2, size=len(clusters)).astype(float)
    columns = {"constant": np.ones(len(clusters)), "arm": arm, "before": before, "form B": form}
    if strata:
        columns["stratum: village"] = (clusters % 4 >= 2).astype(float)
    after = np.round(ability + effect * arm + 0.2 * form + 0.6 * random.normal(size=len(clusters)), 4)
    return after, columns, clusters


def interval(value, error, df):
    reach = stats.t.ppf(0.975, df) * error
    return {"standardError": error, "degreesOfFreedom": df, "p": 2 * stats.t.sf(abs(value / error), df), "low": value - reach, "high": value + reach}


def cr2(x, y, clusters, place):
    bread = np.linalg.inv(x.T @ x)
    hat = x @ bread @ x.T
    away = np.eye(len(y)) - hat
    e = away @ y
    scores, vectors = [], []
    for cluster in np.unique(clusters):
        rows = np.where(clusters == cluster)[0]
        values, basis = np.linalg.eigh(away[np.ix_(rows, rows)])
        root = basis @ np.diag([0 if one < 1e-9 else one**-0.5 for one in values]) @ basis.T
        a = root @ x[rows] @ bread[:, place]
        scores.append(a @ e[rows])
        vectors.append(away[:, rows] @ a)
    p = np.array(vectors)
    gram = p @ p.T
    return np.sqrt(np.sum(np.square(scores))), np.trace(gram) ** 2 / np.sum(gram**2)


def cluster_t(x, y, clusters, place, null):
    fit = sm.OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": clusters}, use_t=True)
    return (fit.params[place] - null) / fit.bse[place]


def bootstrap(x, y, clusters, place, null, draws):
    rest = np.delete(x, place, axis=1)
    imposed = y - null * x[:, place]
    fitted = sm.OLS(imposed, rest).fit()
    base = fitted.fittedvalues + null * x[:, place]
    observed = abs(cluster_t(x, y, clusters, place, null))
    further = 0
    for weights in draws:
        star = base + weights[clusters] * fitted.resid
        further += abs(cluster_t(x, star, clusters, place, null)) >= observed
    return further / len(draws)


cases = []
for sizes, effect, icc, strata in [
    ([12, 7, 9, 15, 4, 11, 8, 10, 13, 6], 0.4, 0.2, False),
    ([5, 9, 6, 8, 7, 5, 10, 6, 8, 4, 7, 6, 5, 9, 6, 8, 7, 5, 10, 6], 0.0, 0.3, True),
    ([3, 22, 5, 18, 2, 30], 0.8, 0.05, False),
]:
    y, columns, clusters = simulate(sizes, effect, icc, strata)
    x = np.column_stack(list(columns.values()))
    plain = sm.OLS(y, x).fit()
    robust = sm.OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": clusters}, use_t=True)
    names = list(columns)
    result = {}
    for place, name in enumerate(names):
        value = plain.params[place]
        error, df = cr2(x, y, clusters, place)
        result[name] = {
            "value": value,
            "plain": {"standardError": plain.bse[place], "degreesOfFreedom": plain.df_resid, "p": plain.pvalues[place], "low": plain.conf_int()[place, 0], "high": plain.conf_int()[place, 1]},
            "cr1": {"standardError": robust.bse[place], "degreesOfFreedom": len(sizes) - 1, "p": robust.pvalues[place], "low": robust.conf_int()[place, 0], "high": robust.conf_int()[place, 1]},
            "cr2": interval(value, error, df),
        }
    draws = webb[random.integers(0, 6, size=(199, len(sizes)))]
    cases.append(
        {
            "outcome": y.tolist(),
            "columns": [{"name": name, "values": values.tolist()} for name, values in columns.items()],
            "clusters": [f"c{one}" for one in clusters],
            "r2": plain.rsquared,
            "estimates": result,
            "draws": [[int(np.argmin(abs(webb - one))) for one in row] for row in draws],
            "bootstrap": [{"null": null, "p": bootstrap(x, y, clusters, 1, null, draws)} for null in (0.0, 0.3, -0.5)],
        }
    )

versions = f"statsmodels {statsmodels.__version__}, numpy {np.__version__}, scipy {scipy.__version__}"
target.write_text(json.dumps({"versions": versions, "cases": cases}, default=float) + "\n")
print(target, versions)
