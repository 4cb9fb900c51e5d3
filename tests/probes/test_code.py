from __future__ import annotations

import json

import pytest
from assess.model.scale import Truth
from assess.probes.code import PARAMS, Code, observe
from pydantic import ValidationError

from tests.probes.viewing import view

TRAIN = """import mlflow
from sklearn.ensemble import RandomForestClassifier as RF

def train(config):
    model = RF(n_estimators=10, random_state=config.seed)
    with mlflow.start_run():
        model.fit(load())
        mlflow.log_metric("auc", 1)

if __name__ == "__main__":
    train(None)
"""
NOTEBOOK = json.dumps({"cells": [{"cell_type": "code", "source": ["import mlflow\n", "mlflow.autolog()\n"]}]}, indent=1)
FILES = {"src/train.py": TRAIN, "notebooks/a.ipynb": NOTEBOOK, "src/other.py": "def fit(): pass\nfit()\n"}


def code(**given: object) -> Code:
    return PARAMS.model_validate_json(json.dumps(given))


@pytest.mark.parametrize(
    "params",
    [
        pytest.param({"calls": ["wandb.init"]}, id="another call"),
        pytest.param({"calls": ["start_run"]}, id="name without its module"),
        pytest.param({"imports": ["ml"]}, id="beginning of a module's name"),
        pytest.param({"calls": ["mlflow.start_run"], "imports": ["torch"]}, id="module that the file does not import"),
        pytest.param({"calls": ["mlflow.start_run"], "also": ["wandb.init"]}, id="companion that is missing"),
        pytest.param({"calls": ["mlflow.start_run"], "inside": "^evaluate$"}, id="another function"),
        pytest.param({"calls": ["mlflow.start_run"], "notebooks": "only"}, id="not in a notebook"),
        pytest.param({"calls": ["mlflow.autolog"], "notebooks": "exclude"}, id="only in a notebook"),
        pytest.param({"calls": ["mlflow.log_*"], "min": 2}, id="too few"),
        pytest.param({"calls": ["*.RandomForestClassifier"], "keyword": {"seed": {}}}, id="keyword not given"),
        pytest.param(
            {"calls": ["*.RandomForestClassifier"], "keyword": {"random_state": {"value": "^None$"}}}, id="other value"
        ),
        pytest.param(
            {"calls": ["*.RandomForestClassifier"], "keyword": {"random_state": {"not_value": "seed"}}}, id="not value"
        ),
        pytest.param(
            {"calls": ["*.RandomForestClassifier"], "keyword": {"random_state": {"absent": True}}}, id="keyword given"
        ),
        pytest.param({"calls": ["mlflow.log_metric"], "argument": "^loss$"}, id="another argument"),
        pytest.param({"calls": ["mlflow.start_run"], "paths": ["lib/**"]}, id="another folder"),
        pytest.param({"decorators": ["mlflow.start_run"]}, id="call that decorates nothing"),
    ],
)
def test_no(params: dict[str, object]) -> None:
    assert observe(code(**params), view(FILES)).value is Truth.NO


@pytest.mark.parametrize(
    ("params", "path", "line", "text"),
    [
        pytest.param({"calls": ["mlflow.start_run"]}, "src/train.py", 6, "with mlflow.start_run():", id="call"),
        pytest.param({"calls": ["sklearn.*.fit"]}, "src/train.py", 7, "model.fit(load())", id="method of an instance"),
        pytest.param({"imports": ["sklearn"], "notebooks": "exclude"}, "src/train.py", 2, "from sklearn", id="import"),
        pytest.param({"calls": ["mlflow.autolog"]}, "notebooks/a.ipynb", 7, "mlflow.autolog()", id="notebook"),
        pytest.param(
            {
                "calls": ["*.RandomForestClassifier"],
                "keyword": {"random_state": {"value": "seed", "not_value": "None"}},
            },
            "src/train.py",
            5,
            "model = RF(",
            id="keyword",
        ),
        pytest.param({"calls": ["*.fit"], "inside": "^train$"}, "src/train.py", 7, "model.fit", id="function"),
        pytest.param({"calls": ["mlflow.*"], "argument": "auc"}, "src/train.py", 8, "mlflow.log_metric", id="argument"),
        pytest.param({"calls": ["fit"]}, "src/other.py", 2, "fit()", id="own function"),
    ],
)
def test_yes_with_the_place(params: dict[str, object], path: str, line: int, text: str) -> None:
    seen = observe(code(**params), view(FILES))
    assert seen.value is Truth.YES
    assert (seen.evidence[0].path, seen.evidence[0].line) == (path, line)
    assert seen.evidence[0].text.startswith(text)


def test_bases_and_decorators() -> None:
    files = {
        "flow.py": "from metaflow import FlowSpec, step\nclass Train(FlowSpec):\n    @step\n    def start(self): pass\n"
    }
    assert [e.line for e in observe(code(bases=["metaflow.FlowSpec"]), view(files)).evidence] == [2]
    assert [e.line for e in observe(code(decorators=["metaflow.step"]), view(files)).evidence] == [3]


def test_unpacked_options_may_hold_a_keyword() -> None:
    files = {"a.py": "from s import M\nM(**options)\n", "b.py": "from s import M\nM(1)\n"}
    seen = observe(code(calls=["s.M"], keyword={"random_state": {"absent": True}}), view(files))
    assert [e.path for e in seen.evidence] == ["b.py"]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("vendor/x/a.py", id="vendored"),
        pytest.param("tests/test_a.py", id="test"),
        pytest.param("archive/a.py", id="archived"),
    ],
)
def test_code_of_others_and_tests_is_out_of_scope(path: str) -> None:
    files = {path: "import mlflow\nmlflow.start_run()\ndef test_a(): pass\n", "src/a.py": "x = 1\n"}
    assert observe(code(calls=["mlflow.start_run"]), view(files)).value is Truth.NO


def test_tests_are_in_scope_when_asked() -> None:
    files = {"tests/test_a.py": "import mlflow\nmlflow.start_run()\n"}
    assert observe(code(calls=["mlflow.start_run"], scope="test"), view(files)).value is Truth.YES


def test_dead_code_counts_only_where_reach_is_not_asked() -> None:
    files = {
        "pkg/__init__.py": "",
        "pkg/a.py": "import mlflow\ndef f():\n    mlflow.start_run()\n",
        "Dockerfile": "FROM x\nCMD y",
    }
    files["app.yaml"] = "command: python serve.py\n"
    files["serve.py"] = "run()\n"
    assert observe(code(calls=["mlflow.start_run"]), view(files)).value is Truth.YES
    assert observe(code(calls=["mlflow.start_run"], reached="product"), view(files)).value is Truth.NO


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("{'cells': start_run", Truth.UNKNOWN, id="candidate"),
        pytest.param("{'cells': something else", Truth.NO, id="no candidate"),
    ],
)
def test_a_broken_notebook(text: str, expected: Truth) -> None:
    assert observe(code(calls=["mlflow.start_run"]), view({"n.ipynb": text})).value is expected


def test_a_bad_pattern_is_refused() -> None:
    with pytest.raises(ValidationError, match="linear time"):
        code(calls=["x"], inside="(?=a)")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("random.seed(1)\nrandom.shuffle(rows)\n", Truth.NO, id="before"),
        pytest.param("def f():\n    random.shuffle(rows)\nrandom.seed(1)\n", Truth.NO, id="in another function"),
        pytest.param("random.shuffle(rows)\nrandom.seed(1)\n", Truth.YES, id="after"),
    ],
)
def test_order_within_a_function(text: str, expected: Truth) -> None:
    wanted = code(calls=["random.seed"], after=["random.shuffle"])
    assert observe(wanted, view({"a.py": "import random\n" + text})).value is expected


@pytest.mark.parametrize(
    ("defined", "used"),
    [
        pytest.param(
            {"schemas.py": "import pandera as pa\norders = pa.DataFrameSchema({})\n"},
            "from schemas import orders\norders.validate(frame)\n",
            id="object that another module makes",
        ),
        pytest.param(
            {"schemas.py": "import pandera as pa\nclass Orders(pa.DataFrameModel):\n    pass\n"},
            "import schemas\nschemas.Orders.validate(frame)\n",
            id="class that another module derives",
        ),
        pytest.param(
            {
                "shop/__init__.py": "from .schemas import Orders as Orders\n",
                "shop/schemas.py": "from pandera import DataFrameModel\nclass Orders(DataFrameModel):\n    pass\n",
            },
            "from shop import Orders\nOrders.validate(frame)\n",
            id="class that its package hands on",
        ),
    ],
)
def test_a_method_of_what_another_module_defines_by_a_library(defined: dict[str, str], used: str) -> None:
    files = {**defined, "load.py": used}
    found = observe(code(calls=["pandera.*.validate"]), view(files))
    assert [(e.path, e.line) for e in found.evidence] == [("load.py", 2)]


def test_what_another_module_derives_is_not_called_by_making_one() -> None:
    files = {
        "nets.py": "import torch\nclass Net(torch.nn.Module):\n    pass\n",
        "use.py": "from nets import Net\nNet(3)\nNet.names\n",
    }
    assert observe(code(calls=["torch.nn.Module*"]), view(files)).value is Truth.NO


def test_what_another_module_makes_of_first_party_things_stays_first_party() -> None:
    files = {
        "base.py": "class Base:\n    pass\n",
        "shop.py": "import base\nmaker = base.Base()\n",
        "use.py": "from shop import maker\nmaker.validate(1)\n",
    }
    assert observe(code(calls=["base.*"], paths=["use.py"]), view(files)).value is Truth.NO
