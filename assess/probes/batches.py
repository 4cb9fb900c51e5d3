"""Share of recent human changes that are small: few changed lines outside generated, lock and data files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from pydantic import Field

from assess.facts.globs import Globs
from assess.links.people.mainline import Mainline, MainlineChange, mainline_of
from assess.model.evidence import Evidence, Observation, cut
from assess.model.scale import Truth
from assess.probes.params import ProbeParams
from assess.probes.view import View
from assess.snapshot.protocol import Change

LEFT_OUT = Globs(
    (
        "{*.lock,*.lock.hcl,*-lock.json,*-lock.yaml,*.lock.json,go.sum,npm-shrinkwrap.json,.terraform.lock.hcl,packages.lock.json}",
        "{requirements*.txt,constraints*.txt,environment*.lock*}",
        "*.{csv,tsv,parquet,feather,avro,orc,jsonl,ndjson,geojson,xlsx,xls,pkl,joblib,npy,npz,h5,hdf5,onnx,pt,bin,dvc}",
        "*.{svg,png,jpg,jpeg,gif,pdf,ipynb,map,snap,log,po,pot,mo,html}",
        "{*.min.js,*.min.css,*_pb2.py,*_pb2_grpc.py,*.pb.go,*.generated.*,zz_generated*}",
        "**/{vendor,third_party,node_modules,dist,target,renv,packrat,__snapshots__,fixtures,testdata,seeds}/**",
    )
)
"""Files whose changed lines nobody writes or reads one by one."""


class Batches(ProbeParams):
    """What counts as small, and over which time. Source: DORA, working in small batches."""

    max_lines: int = Field(default=400, ge=1)
    """Added and deleted lines of a small change."""
    max_files: int = Field(default=5, ge=1)
    """Files of a small change where this copy of the repository can't tell the lines."""
    days: int = Field(default=90, ge=1)
    """The window before the commit's date."""
    min_changes: int = Field(default=20, ge=1)
    """Human changes that the history must hold; fewer say nothing."""
    min_days: int = Field(default=30, ge=0)
    """Days that the history must span."""
    look_back: bool = False
    """When the window holds fewer than `min_changes`, judge the newest `min_changes` instead of calling none small."""


PARAMS = Batches
MEASURES = True


def observe(params: Batches, view: View) -> Observation:
    """The share over the window; unknown for young, rewritten or cut-off histories."""
    mainline = mainline_of(view.facts)
    if reason := _unfit(params, mainline):
        return Observation(Truth.UNKNOWN, (Evidence(kind="history", text=reason),), (0.0, 1.0), reason)
    grown = frozenset(c.commit.id for c in mainline.grown)
    window = tuple(c for c in mainline.within(params.days) if c.commit.id in grown)
    if len(window) < params.min_changes:
        if not params.look_back:
            note = f"only {len(window)} human changes in the last {params.days} days"
            return Observation(Truth.YES, (Evidence(kind="history", text=note),), (0.0, 0.0), note)
        window = mainline.grown[: params.min_changes]
    return _measured(params, window, view, mainline)


def _unfit(params: Batches, mainline: Mainline) -> str:
    human = mainline.grown
    if not mainline.changes:
        return "there is no history here"
    if not mainline.reaches(params.days) and len(human) < params.min_changes:
        return "history is cut off here"
    if len(human) < params.min_changes and mainline.is_rewritten:
        return "the history was rewritten, so its changes say nothing about how it grew"
    if len(human) < params.min_changes:
        return f"only {len(human)} human changes in all"
    span = (human[0].commit.committed - human[-1].commit.committed).days
    return f"only {span} days of history" if span < params.min_days else ""


def _measured(params: Batches, window: tuple[MainlineChange, ...], view: View, mainline: Mainline) -> Observation:
    place = {change.commit.id: index for index, change in enumerate(mainline.changes)}
    changes = view.snapshot.history.changes(place[window[-1].commit.id] + 1)
    sizes = {c.commit.id: size_of(changes.get(c.commit.id, ())) for c in window}
    judged = [c for c in window if sizes[c.commit.id] != Size(0, 0)]
    if len(judged) * 2 < len(window):
        note = "hardly any change touches anything but data, lock and generated files"
        return Observation(Truth.UNKNOWN, (Evidence(kind="history", text=note),), (0.0, 1.0), note)
    small = [c for c in judged if sizes[c.commit.id].is_small(params)]
    share = len(small) / len(judged)
    summary = Evidence(kind="history", text=_summary(params, [sizes[c.commit.id] for c in judged], len(small)))
    large = [c.commit for c in judged if not sizes[c.commit.id].is_small(params)][:2]
    shown = [Evidence(kind="commit", commit=c.id, text=cut(f"{sizes[c.id]}: {c.subject}")) for c in large]
    return Observation(Truth.YES, (summary, *shown), (share, share))


def _summary(params: Batches, sizes: list[Size], small: int) -> str:
    counted = [size.lines for size in sizes if not size.uncounted_files]
    text = f"{small} of {len(sizes)} human changes hold at most {params.max_lines} lines"
    if counted:
        text += f", median {median(counted):.0f}"
    blind = len(sizes) - len(counted)
    return text + (f"; for {blind} only files could be counted, {params.max_files} at most" if blind else "")


@dataclass(frozen=True, slots=True)
class Size:
    """What somebody wrote in one change: lines, and files whose lines can't be counted."""

    lines: int
    uncounted_files: int

    def is_small(self, params: Batches) -> bool:
        """Whether it is within the limits."""
        return self.lines <= params.max_lines and self.uncounted_files <= params.max_files

    def __str__(self) -> str:
        return f"{self.uncounted_files} files" if self.uncounted_files and not self.lines else f"{self.lines} lines"


def size_of(changes: Iterable[Change]) -> Size:
    """The size of one change; data, lock and generated files left out."""
    lines = uncounted = 0
    for change in changes:
        if change.path in LEFT_OUT:
            continue
        if change.added is None or change.deleted is None:
            uncounted += 1
        else:
            lines += change.added + change.deleted
    return Size(lines, uncounted)
