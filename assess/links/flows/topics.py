"""What a pipeline is about, by the words of its steps, commands and files, and the calls in those files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from weakref import WeakKeyDictionary

import re2

from assess.facts.store import Facts
from assess.links.kinds import Pipeline
from assess.snapshot.protocol import Unavailable

TOPICS = ("train", "evaluate", "predict", "prepare", "ingest", "deploy", "monitor", "validate", "report")
FILES_LIMIT = 60
_TABLE = {
    "train": "train trains training trainer retrain retraining fit fitting finetune finetuning tune tuning hyperparameter automl forecasting",
    "evaluate": "evaluate evaluates evaluation evaluator eval metrics benchmark assess assessment backtest compare comparison",
    "predict": "predict predicts prediction predictions predictor infer inference score scores scoring batchscore batchscoring classify "
    "classification",
    "prepare": "prepare prep preprocess preprocessing process processing clean cleaning transform transforms transformation feature features "
    "featurize featurization engineer split splits dedupe deduplicate join aggregate aggregation normalize stg staging mart marts etl elt "
    "wrangle parse dbt tokenize",
    "ingest": "ingest ingestion ingests extract extraction load loader loading fetch download pull import imports collect collection scrape "
    "scraper crawl crawler sync export exports copy replicate retrieval retrieve acquire raw source sources etl elt backfill",
    "deploy": "deploy deploys deployment release register registration promote promotion publish push serve serving rollout upload",
    "monitor": "monitor monitors monitoring drift skew observe observability alert alerts watch evidently whylogs",
    "validate": "validate validates validation validator check checks test tests expectation expectations quality verify verification gate "
    "schema ge soda pandera deequ audit",
    "report": "report reports reporting dashboard summary summarize notify notification export finalize stats statistics metrics billing kpi",
}
_WORDS = {topic: frozenset(words.split()) for topic, words in _TABLE.items()}
_SPLIT = re2.compile(r"[^A-Za-z]+")
_CAMEL = re2.compile(r"([a-z])([A-Z])")
_TABLES = frozenset({"dbt", "sqlmesh"})
"""Systems whose steps are tables: a table named after training holds data, it trains nothing."""
_CALLS = {
    "train": re2.compile(
        r"\.fit\(|\.fit_predict\(|\.partial_fit\(|\b(?:xgb|lgb|xgboost|lightgbm)\.train\(|\bTrainer\(|\.train\(\)|GridSearchCV\(|AutoML|"
        r"fit_resamples\(|\bfit\(\s*\w+,|CREATE (?:OR REPLACE )?MODEL"
    ),
    "evaluate": re2.compile(
        r"(?:accuracy|f1|precision|recall|roc_auc|r2|average_precision)_score\(|mean_(?:absolute|squared)\w*_error\(|classification_report\("
        r"|confusion_matrix\(|cross_val_score\(|mlflow\.evaluate\(|\bEvaluator\(|metric_set\("
    ),
}


_KNOWN: WeakKeyDictionary[Facts, dict[tuple[str, int, str], frozenset[str]]] = WeakKeyDictionary()


def topics(pipeline: Pipeline, facts: Facts) -> frozenset[str]:
    """Which of TOPICS the pipeline has; worked out once for one snapshot's facts."""
    known = _KNOWN.setdefault(facts, {})
    key = (pipeline.path, pipeline.line, pipeline.name)
    if key not in known:
        known[key] = _topics(pipeline, facts)
    return known[key]


def _topics(pipeline: Pipeline, facts: Facts) -> frozenset[str]:
    steps = pipeline.steps
    found = set(
        words_topics([pipeline.name, *(s.name for s in steps), *(_command(r) for s in steps for r in s.runs[:12])])
    )
    found |= words_topics(posixpath.splitext(posixpath.basename(f))[0] for f in pipeline.files if _is_code(f))
    if pipeline.system in _TABLES:
        found.discard("train")
    for path in [f for f in (pipeline.path, *pipeline.files) if _is_code(f)][:FILES_LIMIT]:
        try:
            text = facts.text(path)
        except Unavailable:
            continue
        found |= {topic for topic, pattern in _CALLS.items() if topic not in found and pattern.search(text)}
    return frozenset(found)


def in_order(pipeline: Pipeline, first: str, then: str) -> bool:
    """Whether a step of one topic waits for a step of another one; a step that is about both does."""
    steps = {step.name: step for step in pipeline.steps}
    about = {s.name: words_topics([s.name, *(_command(r) for r in s.runs[:12])]) for s in pipeline.steps}
    for name in (n for n, found in about.items() if then in found):
        queue, known = [name], set[str]()
        while queue:
            one = queue.pop()
            if first in about[one]:
                return True
            fresh = {n for n in steps[one].needs if n in steps} - known
            known |= fresh
            queue.extend(fresh)
    return False


def words_topics(texts: Iterable[str]) -> frozenset[str]:
    """Topics whose words occur in names; camel and snake case are split."""
    words: set[str] = set()
    for text in texts:
        words.update(w.lower() for w in _SPLIT.split(str(_CAMEL.sub(r"\1 \2", text[:400]))) if w)
    return frozenset(topic for topic, known in _WORDS.items() if words & known)


def _command(text: str) -> str:
    """The telling part of what a step runs: script and module names, not values such as bucket names."""
    kept = [
        w
        for w in text.split()[:40]
        if not w.startswith("-")
        if w.endswith((".py", ".R", ".sh", ".sql", ".ipynb", ".ps1", ".scala", ".jar")) or ("_" in w and "/" not in w)
    ]
    bare = (
        text
        if len(text.split()) == 1 and "/" not in text and "@" not in text and ":" not in text and len(text) < 60
        else ""
    )
    return " ".join(
        [*(posixpath.basename(w) for w in kept), bare if bare.replace("_", "").replace(".", "").isalnum() else ""]
    )


def _is_code(path: str) -> bool:
    return path.endswith(
        (".py", ".R", ".r", ".ipynb", ".sql", ".scala", ".jl", ".sh", ".Rmd", ".qmd")
    ) and not path.endswith("__init__.py")
