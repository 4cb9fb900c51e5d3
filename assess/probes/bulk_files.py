"""Data and model binaries in git: what is over the limit, what guards against it, whether there is data at all."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename
from typing import Literal

from pydantic import Field

from assess.facts.attributes import IGNORE_RULES, STORAGE_RULES, TRACKED_OUTPUTS, IgnoreRule
from assess.facts.build_files.pre_commit import EXTRACTOR as PRE_COMMIT
from assess.facts.dependencies.commands import INSTALL_COMMAND_FACTS
from assess.facts.dependencies.extractors import MANIFEST_FACTS
from assess.facts.globs import Globs
from assess.facts.matches import Search
from assess.links.kinds import NO_CREDIT, Role
from assess.model.evidence import Evidence, Observation, observed, seen
from assess.probes.params import ProbeParams
from assess.probes.view import View

MOST_EVIDENCE = 6
SINGLE_FILES = 2
"""From so many ignored single files on they count like a rule for all."""
MEGABYTE = 1_000_000
_FAMILIES = {
    "data": "csv tsv parquet xls xlsx xlsb ods feather arrow avro orc json jsonl ndjson geojson npy npz mat rds rda rdata dta sav sas7bdat"
    " sqlite sqlite3 db duckdb sql gpkg shp tfrecord tfrecords hdf hdf5 nc zarr lmdb fst qs dbf xml",
    "model": "pkl pickle joblib h5 keras pt pth ckpt safetensors onnx pb tflite bin gguf ggml mlmodel model cbm ubj pmml caffemodel engine",
    "archive": "zip tar gz tgz bz2 xz 7z zst rar",
}
_NOT_DATA = Globs(
    ("{package-lock,composer,tsconfig,package,lockfile,pom}.json", "*.lock.json", "pom.xml", "**/migrations/**")
)
_RECORDINGS = Globs(("**/cassettes/**/*.{yaml,yml}",))
"""Answers of real services that tests play back: data, though written as settings are."""
_IGNORED_SUFFIXES = frozenset((_FAMILIES["data"] + " " + _FAMILIES["model"]).split()) - frozenset(
    ["json", "xml", "db", "sqlite", "sqlite3", "sql", "rdata", "rda", "bin", "engine", "model", "pb"]
)
_IGNORED_FOLDERS = frozenset(
    [
        "data",
        "dataset",
        "datasets",
        "raw_data",
        "rawdata",
        "raw",
        "models",
        "model_artifacts",
        "artifacts",
        "mlruns",
        "mlartifacts",
        "checkpoints",
        "weights",
        "features",
        "feature_store",
        "predictions",
        "trained_models",
        "saved_models",
        "model_store",
        "input",
        "output",
        "results",
        "data_files",
        "seeds",
        "training_data",
    ]
)
_OWN_TOOLS = frozenset({"lib", "libs", "node_modules", "build", "dist"})
_READERS = (
    r"\b(read_csv|read_parquet|read_excel|read_feather|read_sql|read_sql_query|read_sql_table|read_gbq|read_json_lines|read_delta)\s*\(",
    r"\b(to_csv|to_parquet|to_gbq|to_sql|write_parquet|write_csv|saveAsTable|insertInto)\s*\(",
    r"\bspark\s*\.\s*(read|sql|table)\b",
    r"\b(fread|read_rds|readRDS|open_dataset|dbGetQuery|write_dataset|vroom)\s*\(",
    r"\b(csv\.(reader|DictReader|writer|DictWriter)|pq\.(read_table|write_table)|load_dataset)\s*\(",
    r"\b(bigquery\.Client|BigQueryInsertJobOperator|SnowflakeOperator|sqlglot|pd\.DataFrame|pl\.DataFrame)\b",
)
_LIBRARIES = Globs(
    (
        "{pandas,polars,pyarrow,dask,pyspark,duckdb,petl,vaex,modin,geopandas,xarray,datasets,pandera,great-expectations,soda-core,deequ}",
        "{dbt-*,sqlmesh,apache-airflow,dagster,prefect,luigi,kedro,google-cloud-bigquery,snowflake-connector-python,databricks-sql-connector}",
        "{scikit-learn,xgboost,lightgbm,catboost,torch,tensorflow,keras,jax,prophet,statsmodels,data.table,tidyverse,dplyr,sparklyr}",
        "*:{spark-core*,spark-sql*,flink-*,kafka-streams*,beam-*}",
    )
)


class BulkFiles(ProbeParams):
    """Which state of bulk data is asked for."""

    state: Literal["over-limit", "guarded", "handles-data"]
    """`over-limit`: a tracked data file, model or archive over the limit, wherever it lies (a blob that this copy lacks counts
    as large, pointers don't); `guarded`: ignore rules for data or models, LFS or DVC in use, or a size hook; `handles-data`:
    data files, data libraries, or code that reads data."""
    limit_mb: float = Field(default=5, gt=0)
    """Largest size of one file, in millions of bytes."""
    families: tuple[Literal["data", "model", "archive"], ...] = ("data", "model", "archive")
    """Kinds of files."""

    def searches(self) -> tuple[Search, ...]:
        """Code that reads or writes data."""
        return tuple(map(Search, _READERS)) if self.state == "handles-data" else ()


PARAMS = BulkFiles


def observe(params: BulkFiles, view: View) -> Observation:
    """Yes with paths and sizes, with the guards, or with what shows data."""
    if params.state == "over-limit":
        return observed(list(_over_limit(params, view))[:MOST_EVIDENCE])
    if params.state == "guarded":
        return observed(list(_guards(view))[:MOST_EVIDENCE])
    return observed(list(_first(_data(params, view), MOST_EVIDENCE)))


def _first(found: Iterator[Evidence], most: int) -> Iterator[Evidence]:
    for _, evidence in zip(range(most), found, strict=False):
        yield evidence


def _suffixes(params: BulkFiles) -> frozenset[str]:
    return frozenset(s for family in params.families for s in _FAMILIES[family].split())


def _suffix(path: str) -> str:
    return basename(path).rpartition(".")[2].lower()


def _over_limit(params: BulkFiles, view: View) -> Iterator[Evidence]:
    suffixes = _suffixes(params)
    pointers = Globs(r.glob for rules in view.facts.of(STORAGE_RULES).values() for r in rules)
    for path, entry in view.facts.entries.items():
        recorded = "data" in params.families and path in _RECORDINGS
        if not recorded and (_suffix(path) not in suffixes or "." not in basename(path) or path in _NOT_DATA):
            continue
        if entry.size_bytes is None:
            if path not in pointers:
                yield seen(path, text="its contents are not in this copy; counted as large")
        elif entry.size_bytes > params.limit_mb * MEGABYTE:
            yield seen(path, text=f"{entry.size_bytes / MEGABYTE:.1f} MB")


def _guards(view: View) -> Iterator[Evidence]:
    for path, rules in sorted(view.facts.of(STORAGE_RULES).items()):
        for rule in rules[:1]:
            yield seen(path, rule.line, f"{rule.glob} filter={rule.filter}")
    for path, outputs in sorted(view.facts.of(TRACKED_OUTPUTS).items()):
        for output in outputs[:1]:
            yield seen(path, output.line, f"{output.path} kept by DVC")
    for path, rules_here in sorted(view.facts.of(IGNORE_RULES).items()):
        if view.links.roles.of(path) in NO_CREDIT:
            continue
        covering = [r for r in rules_here if _covers_data(r)]
        if len(covering) >= SINGLE_FILES or not all(_names_one_file(r) for r in covering):
            yield from (seen(path, r.line, r.pattern) for r in covering[:2])
    for path, configuration in view.facts.of(PRE_COMMIT).items():
        for hook in configuration.hooks:
            if hook.id == "check-added-large-files":
                yield seen(path, hook.line, hook.id)


def _covers_data(rule: IgnoreRule) -> bool:
    """Whether an ignore rule is about data or models: a folder of that name, or a suffix."""
    if rule.negated:
        return False
    parts = [p for p in rule.pattern.strip("/").split("/") if p not in ("**", "*")]
    if not parts:
        return basename(rule.folder).lower() in _IGNORED_FOLDERS
    last = parts[-1].lower()
    suffix = last.rpartition(".")[2].rstrip("]}*").split("{")[-1]
    if "." in last and suffix in _IGNORED_SUFFIXES:
        return True
    folders = {p.lower() for p in parts if "." not in p}
    return bool(folders & _IGNORED_FOLDERS) and not folders & _OWN_TOOLS


def _names_one_file(rule: IgnoreRule) -> bool:
    last = rule.pattern.rpartition("/")[2]
    return "." in last and not any(c in last for c in "*?[")


def _data(params: BulkFiles, view: View) -> Iterator[Evidence]:
    roles = view.links.roles
    wanted = frozenset((_FAMILIES["data"] + " pkl joblib").split()) - frozenset(["json", "xml", "sql", "db", "bin"])
    for path in view.facts.paths:
        if (
            "." in basename(path)
            and _suffix(path) in wanted
            and roles.of(path) is Role.PRODUCT
            and path not in _NOT_DATA
        ):
            yield seen(path, text="a data file")
    for path, outputs in sorted(view.facts.of(TRACKED_OUTPUTS).items()):
        yield from (seen(path, o.line, o.path) for o in outputs[:1])
    for path in view.facts.paths:
        if basename(path) in ("dbt_project.yml", "dbt_project.yaml") and roles.of(path) is Role.PRODUCT:
            yield seen(path, 1, "a dbt project")
    yield from _libraries(view)
    for pattern in _READERS:
        for path in view.matches.paths(pattern):
            hits = view.matches.hits(pattern, path) if roles.of(path) is Role.PRODUCT else ()
            if hits:
                yield seen(path, *hits[0])


def _libraries(view: View) -> Iterator[Evidence]:
    facts = dict(view.facts.of(MANIFEST_FACTS)) | dict(view.facts.of(INSTALL_COMMAND_FACTS))
    for path in sorted(facts):
        if view.links.roles.of(path) is not Role.PRODUCT or facts[path].kind == "constraints":
            continue
        for dependency in facts[path].dependencies:
            if dependency.name in _LIBRARIES and dependency.group in ("main", "optional"):
                yield seen(path, dependency.line, dependency.name)
