"""What the page about devices shows and cannot run here: cluster files, and the GPU script."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support import BOOK
from tools.proof.runner import environment
from tools.source.snippets import sections

HERE = BOOK.root / "snippets/further/devices"
# The schemas of Kubernetes 1.37, as kubernetes-validate 1.37.0 has them, cut to what the file
# says: what is not known is refused, the rest is not described.
SCHEMAS = Path(__file__).parents[1] / "data/kubernetes.json"

pytestmark = pytest.mark.inputs("snippets/further/devices", "tests/data/kubernetes.json")


def manifests():
    """What the listings send to Kubernetes, read as bash sends it."""
    parts = sections(HERE / "kubernetes.sh")
    return [sent(parts[name].text) for name in ("service", "job")]


def sent(script):
    stand_in = 'kubectl() { test "$*" = "apply -f -" && cat; }\n'
    done = subprocess.run(["bash", "-euc", stand_in + script], capture_output=True, check=True)
    return yaml.safe_load(done.stdout)


def faults(folder, manifest):
    """What the schema of its kind has against a manifest; "" if it holds."""
    schema, file = folder / "schema.json", folder / "manifest.json"
    schema.write_text(json.dumps(json.loads(SCHEMAS.read_text("utf-8"))[manifest["kind"]]))
    file.write_text(json.dumps(manifest))
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(file)]
    ran = subprocess.run(command, capture_output=True, text=True)
    return ran.returncode and ran.stdout + ran.stderr or ""


def test_kubernetes(tmp_path):
    service, job = manifests()
    assert not (faults(tmp_path, service) or faults(tmp_path, job))
    spec = job["spec"]
    assert spec["completions"] == spec["parallelism"]
    pod = spec["template"]["spec"]
    (container,) = pod["containers"]
    env = {one["name"]: one["value"] for one in container["env"]}
    assert env["KERAS_DISTRIBUTION_NUM_PROCESSES"] == str(spec["completions"])
    name = job["metadata"]["name"]
    first = env["KERAS_DISTRIBUTION_JOB_ADDRESSES"].partition(":")[0]
    assert first == f"{name}-0.{service['metadata']['name']}"
    assert pod["subdomain"] == service["metadata"]["name"]
    number = "KERAS_DISTRIBUTION_PROCESS_ID=$JOB_COMPLETION_INDEX"
    assert container["command"] == ["bash", "-c", f"{number} exec python worker.py"]
    assert service["spec"]["selector"] == {"job-name": name}


def misspell(job):
    job["spec"]["complition"] = job["spec"].pop("completions")


def number(job):
    env = job["spec"]["template"]["spec"]["containers"][0]["env"]
    env[2]["value"] = 2  # YAML without the quotation marks


def nameless(job):
    del job["spec"]["template"]["spec"]["containers"][0]["name"]


@pytest.mark.parametrize(
    ("plant", "told"), [(misspell, "complition"), (number, "2 is not"), (nameless, "'name' is")]
)
def test_kubernetes_is_judged(tmp_path, plant, told):
    job = manifests()[1]
    plant(job)
    assert told in faults(tmp_path, job)


STAND_INS = {
    "scontrol": 'test "$*" = "show hostnames node[1-2]"; printf "node1\\nnode2\\n"',
    "srun": 'shift; for SLURM_PROCID in 0 1; do export SLURM_PROCID; "$@"; done',
    "python": "echo $1 $KERAS_BACKEND $KERAS_DISTRIBUTION_JOB_ADDRESSES"
    " $KERAS_DISTRIBUTION_PROCESS_ID/$KERAS_DISTRIBUTION_NUM_PROCESSES",
}


def test_slurm(tmp_path):
    """Each worker gets the address of the first computer, how many there are, and its number."""
    for name, body in STAND_INS.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/bash\n{body}\n", "utf-8")
        program.chmod(0o755)
    script = sections(HERE / "slurm.sh")["job"].text
    assert script.startswith("#!/bin/bash\n#SBATCH")
    env = {
        **os.environ,
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "SLURM_JOB_NODELIST": "node[1-2]",
        "SLURM_NTASKS": "2",
    }
    done = subprocess.run(["bash", "-eu", "-c", script], env=env, capture_output=True, text=True)
    assert done.stdout.splitlines() == [
        f"worker.py jax node1:29500 {number}/2" for number in (0, 1)
    ], done


@pytest.mark.keras
def test_gpu_check_on_a_cpu(tmp_path):
    """The script for whoever has a card runs to its end without one, and says so."""
    command = [sys.executable, str(HERE / "gpu_check.py"), "1"]
    env = environment(tmp_path)
    done = subprocess.run(
        command, env=env, cwd=tmp_path, capture_output=True, text=True, timeout=600
    )
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert lines[1].startswith("TensorFlow finds no GPU"), lines
    assert lines[-1].startswith("CPU:0 float32") and lines[-1].endswith("images/s"), lines
