import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given

from pairing.engine import Inputs, differences, draw, record
from pairing.engine.__main__ import main
from pairing.tests.engine.worlds import SEED, few, monday, seeds, worlds

ROOT = Path(__file__).resolve().parents[3]


def stored(**changes):
    inputs = Inputs(
        cycle=monday(3), present=("ana", "bo", "cy", "di"), away=(("eli", "away"),), salt="00ff"
    )
    return json.loads(json.dumps(record(inputs, draw(inputs, SEED)))) | changes


@few
@given(worlds(most=8), seeds)
def test_every_record_of_a_draw_verifies(inputs, seed):
    assert differences(json.loads(json.dumps(record(inputs, draw(inputs, seed))))) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"seed": "00"}, "pairs|commitment"),
        ({"commitment": "0" * 64}, "commitment"),
        ({"inputs_digest": "0" * 64}, "inputs_digest"),
        ({"options": 7}, "options: stored 7"),
        ({"tiers": {}}, "tiers"),
        ({"sits_out": []}, "sits_out"),
        ({"pairs": []}, "is drawn but not stored"),
    ],
)
def test_forged_record_differs(changes, told):
    lines = differences(stored(**changes))
    assert lines
    assert any(line.split(":")[0] in told or told in line for line in lines)


def test_record_with_a_swapped_pair_tells_both_sides():
    forged = stored()
    forged["pairs"][0]["owner"], forged["pairs"][1]["owner"] = (
        forged["pairs"][1]["owner"],
        forged["pairs"][0]["owner"],
    )
    lines = differences(forged)
    assert any("stored but not drawn" in line for line in lines)
    assert any("drawn but not stored" in line for line in lines)


def test_record_with_a_pair_twice_differs():
    forged = stored()
    forged["pairs"].append(forged["pairs"][0])
    assert differences(forged) == ["pairs: stored in another order or number"]


@pytest.mark.parametrize(
    "body", [[], {}, {"inputs": 3, "seed": "00"}, {"inputs": {}, "seed": "00"}, stored(seed="xy")]
)
def test_what_is_no_record_is_refused_with_a_sentence(body):
    with pytest.raises(ValueError, match="not the record|these are not|hexadecimal"):
        differences(body)


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_command_line_verifies_without_django_under_any_hash_seed(tmp_path, hash_seed):
    (tmp_path / "draw.json").write_text(json.dumps(stored()))
    command = [
        sys.executable,
        "-I",
        "-c",
        _WITHOUT_PACKAGES,
        str(ROOT),
        str(tmp_path / "draw.json"),
    ]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONHASHSEED": hash_seed}, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Verified:")


_WITHOUT_PACKAGES = """
import runpy, sys
root, path = sys.argv[1:]
sys.path[:] = [root, *(entry for entry in sys.path if "site-packages" not in entry)]
sys.argv = ["pairing.engine", "verify", path]
runpy.run_module("pairing.engine", run_name="__main__")
"""


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (json.dumps(stored(options=7)), 1, "Differs."),
        ("not json", 1, "Cannot verify"),
        ("[]", 1, "Cannot verify"),
        (None, 1, "No such file"),
    ],
)
def test_command_line_tells_what_is_wrong(tmp_path, capsys, content, code, told):
    path = tmp_path / "draw.json"
    if content is not None:
        path.write_text(content)
    assert main(["verify", str(path)]) == code
    assert told in "".join(capsys.readouterr())


@pytest.mark.parametrize("arguments", [[], ["verify"], ["draw", "x"]])
def test_command_line_called_wrongly_shows_its_usage(capsys, arguments):
    assert main(arguments) == 2
    assert "usage" in capsys.readouterr().err
