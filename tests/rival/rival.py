"""The model's verdict shares beside those of a naive rival: mean absolute error by threshold set, in percentage points.

The rival is one logit-normal score for each of three bands of registration time, fitted by least squares to the published
panels and applied to the registration days of a run's own profilings. Needs pandas, pyarrow and scipy.

    troskel run krom-2020 -n 1 --journal 1 -o rival-run
    troskel validate krom-2020 --format json > validation.json
    troskel calibrate krom-2020-free --evidence krom-2020 -o fit.toml
    python3 tests/rival/rival.py rival-run validation.json fit.report.json

The second table leaves each threshold set out: the model's figures are those of the fit's report, the rival is fitted to the other sets.
"""

import json
import sys
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import least_squares
from scipy.special import logit
from scipy.stats import norm

SCENARIOS = Path(__file__).parents[2] / "scenarios"
LINES = ["too_far_below", "level_c_below", "level_b_below", "level_a_below"]
VERDICTS = ["too_far", "level_c", "level_b", "level_a", "too_near"]
BANDS = [(1, 90), (91, 400), (401, 2000)]


def read(name):
    return tomllib.loads((SCENARIOS / name).read_text(encoding="utf-8"))


def shares(score, lines, days):
    """Chance of each verdict at each registration time, for a score of this mean and log sd on the logit scale."""
    heights = [np.interp(days, *zip(*lines[name])) for name in LINES]
    below = norm.cdf((logit(np.clip(heights, 1e-4, 99.9999) / 100) - score[0]) / np.exp(score[1]))
    below = np.maximum.accumulate(below, axis=0)
    chances = np.vstack([below[0], np.diff(below, axis=0), 1 - below[3]])
    closed = days < lines["min_registration_days"]
    chances[1:4, closed], chances[4, closed] = 0, 1 - below[0, closed]
    return chances


def fitted(facts, sets, published, days):
    """A score for each band, by least squares to the panels of that band."""
    scores = {}
    for low, high in BANDS:
        own = days[(low <= days) & (days <= high)]
        panels = [fact for fact in facts if fact.get("registration_days") == [low, high]]

        def misses(score):
            return np.concatenate(
                [shares(score, sets[str(fact["thresholds"])], own).mean(axis=1) - published[fact["id"]] for fact in panels]
            )

        scores[low, high] = least_squares(misses, [-1, 0]).x
    return scores


def foretold(fact, scores, sets, days):
    low, high = fact.get("registration_days", (1, days.max()))
    own, name = days[(low <= days) & (days <= high)], str(fact["thresholds"])
    chances = np.zeros((5, len(own)))
    for (first, last), score in scores.items():
        # The panel of all includes those beyond the last band.
        band = (first <= own) & ((own <= last) | (last == BANDS[-1][1]))
        chances[:, band] = shares(score, sets[name], own[band])
    return chances.mean(axis=1)


def crps(error, sd):
    """Continuous ranked probability score of a normal."""
    off = error / sd
    return sd * (off * (2 * norm.cdf(off) - 1) + 2 * norm.pdf(off) - 1 / np.sqrt(np.pi))


def main(run, validation, report):
    journal = pd.read_parquet(Path(run) / "journal.parquet", columns=["event", "person", "date", "registration_days"])
    profiled = journal[journal.event.astype(str) == "profiled"].drop_duplicates(["person", "date"])
    days = profiled.registration_days.to_numpy()
    sets = {str(lines["from"]): lines for lines in read("krom-2020.toml")["policy"]["thresholds"]}
    facts = [fact for fact in read("evidence/krom-2020.toml")["fact"] if fact["measure"] == "verdict_shares"]
    published = {fact["id"]: np.array([fact["published"][verdict] for verdict in VERDICTS]) for fact in facts}
    rows = [row for row in json.loads(Path(validation).read_text())["facts"] if row["id"] in published]
    held_out = {group["left_out"]: group for group in json.loads(Path(report).read_text())["held_out"]}

    everything = fitted(facts, sets, published, days)
    print("Fitted: mean absolute error, model and rival, percentage points")
    for name in sets:
        of_set = [fact for fact in facts if str(fact["thresholds"]) == name]
        model = [abs(row["mean"] - row["published"]) for row in rows if row["id"] in {fact["id"] for fact in of_set}]
        errors = np.concatenate([foretold(fact, everything, sets, days) - published[fact["id"]] for fact in of_set])
        print(f"| {name} | {len(errors)} | {100 * np.mean(model):.2f} | {100 * np.mean(abs(errors)):.2f} |")

    print("Left out and foretold: mean and largest absolute error in percentage points, score in tolerances; model, then rival")
    for name in sets:
        group = held_out.get(f"*.set-{name}")
        if group is None:
            continue
        of_set = [fact for fact in facts if str(fact["thresholds"]) == name]
        others = [fact for fact in facts if str(fact["thresholds"]) != name]
        scores = fitted(others, sets, published, days)
        seen = np.concatenate([foretold(fact, scores, sets, days) - published[fact["id"]] for fact in others])
        errors = np.concatenate([foretold(fact, scores, sets, days) - published[fact["id"]] for fact in of_set])
        # Its band: what it misses of the panels that it was fitted to, and print.
        tolerance = of_set[0]["tolerance"]
        score = np.mean(crps(errors, np.hypot(np.sqrt(np.mean(seen**2)), tolerance / 2))) / tolerance
        model = f"{100 * group['mean_absolute_error']:.2f} | {100 * group['largest_error']:.1f} | {group['score']:.2f}"
        print(f"| {name} | {len(errors)} | {model} | {100 * np.mean(abs(errors)):.2f} | {100 * max(abs(errors)):.1f} | {score:.2f} |")


main(*sys.argv[1:])
