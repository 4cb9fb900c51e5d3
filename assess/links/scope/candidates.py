"""Which files, left unread, may hide evidence: those that people write by hand."""

from __future__ import annotations

from assess.facts.globs import Globs

NO_CANDIDATE = Globs(
    (
        "**/{crd,crds,cassettes,fixtures,__snapshots__,snapshots,testdata,bundle/manifests}/**",
        "**/{data,datasets,dataset}/**/*.{json,jsonl,ndjson,geojson}",
        "**/*{-crd,-crds,_crd,_crds,.crd,.min,lock,.lock}.{yml,yaml,json,js}",
        "*.{lock,snap,csv,tsv,jsonl,ndjson,geojson,svg,sum}",
    )
)
"""Types of resources, recorded answers, locks and data: nobody writes them, so what they hold proves no practice."""
