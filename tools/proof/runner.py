"""Run listings as a reader would: in order, in one interpreter, in an empty folder.

`run(programs)` starts one process that imports Keras once and then forks for
each program, so that a program costs its own time and not the import. A
program is a list of steps, Python or shell; what each step printed, raised
and drew comes back. Where a fork is not possible (Windows) or not safe after
TensorFlow has started its threads (macOS), and for programs that must see
Keras imported afresh, each gets a process of its own.

A program stands by itself: what it leaves running, or writes beside its folder,
comes back as its faults. This module needs nothing but the standard library, and
is itself what the processes run.
"""

from __future__ import annotations

import contextlib
import copy
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

FORKS = sys.platform == "linux"
NOWHERE = "http://127.0.0.1:9"  # the discard port: any download fails at once
SETTINGS = {  # what each program finds in its environment, on every machine
    "PYTHONUTF8": "1",
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "Agg",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "LANG": "C.UTF-8",
    "CUDA_VISIBLE_DEVICES": "-1",  # the same devices everywhere
    # One thread each, since as many programs run as there are cores. Threads that wait for
    # each other turn round and round: a fit of 0.03 s took 5 s of processor beside others.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "http_proxy": NOWHERE,
    "https_proxy": NOWHERE,
    "HTTPS_PROXY": NOWHERE,
    "no_proxy": "127.0.0.1,localhost",
}
_OURS = {"here", "home", "tmp", "stdout", "stderr", "draft.json", "result.json", "spec.json"}
_TIDY = (".", "AppData", "Library")  # what programs keep for themselves in a home
BESIDE_OTHERS = 3  # limits are so many times as long for what leaves the processor to others


@dataclass
class Step:
    """One listing: `file` and `line` say where its first line stands, for tracebacks.

    A relative `file` is written beside the folder the program runs in, made of
    the steps that name it. `fails` says that the code catches an error itself,
    and keeps it as `failed`. What a `hidden` step does, the others do not notice.
    """

    language: str
    code: str
    file: str = "listing"
    line: int = 1
    fails: bool = False
    hidden: bool = False


@dataclass
class Result:
    """What a step did.

    `stdout` is what it printed; `warned` its warnings, "UserWarning: …"; `raised` the
    exception as Python prints it on its last lines ("ValueError: …"), `bases` the names of
    its class and their bases; `trace` the whole traceback or the error output; `seconds`
    the time.
    """

    stdout: str = ""
    raised: str | None = None
    bases: list[str] = field(default_factory=list)
    trace: str = ""
    seconds: float = 0.0
    warned: list[str] = field(default_factory=list)


@dataclass
class Program:
    """Steps that share one interpreter and one empty folder.

    `fresh` asks for a process that has not imported Keras. After a step that
    fails, the following ones still run if `go_on` is set: a page shows
    listings that must fail among others. `python` is another interpreter than
    this one, `changes` are made to its environment; both ask for a process of its own.
    """

    name: str
    steps: list[Step]
    fresh: bool = False
    go_on: bool = True
    limit: float = 600.0
    python: str = ""
    changes: dict[str, str] = field(default_factory=dict)


@dataclass
class Run:
    """A program's results, in the order of its steps, and the pictures it wrote.

    `seconds` went by meanwhile, of which `cpu` on processors: on all of them together, its own
    shell listings and imports included. `hidden` are the results of its hidden steps. `died`
    says how it ended before its end,
    `faults` what it did that no listing may: leave a process behind, or write beside its
    folder.
    """

    name: str
    results: list[Result]
    images: dict[str, str] = field(default_factory=dict)  # name → path
    seconds: float = 0.0
    cpu: float = 0.0
    died: str = ""
    faults: list[str] = field(default_factory=list)
    hidden: list[Result] = field(default_factory=list)


def environment(home: Path, changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment listings run in: this interpreter first, an empty home, no network.

    `changes` are set last.
    """
    env = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("KERAS_", "TF_", "PYTEST_", "PIP_", "CUDA_", "XDG_"))
        and k not in {"COLUMNS", "PYTHONPATH", "PYTHONSTARTUP", "LC_ALL", "APPDATA"}
    }
    env.update(
        SETTINGS,
        PATH=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        HOME=str(home),
        USERPROFILE=str(home),
        **(changes or {}),
    )
    return env


def run(programs: Iterable[Program], keep: Path | None = None, report=None, **how) -> list[Run]:
    """Run programs, as many at a time as there are cores; the runs come in the same order.

    `keep` is a folder for the pictures they write (a temporary one is not kept).
    `report(run)` is called as each one ends. `how` is what `running` takes.
    """
    with running(programs, keep, report, **how) as finish:
        return finish()


@contextlib.contextmanager
def running(
    programs: Iterable[Program],
    keep: Path | None = None,
    report: Callable[[Run], None] | None = None,
    politely: bool = False,
    forks: bool = FORKS,
    patience: float = 1.0,
    changes: Mapping[str, str] | None = None,
    home: str = "home",
) -> Iterator[Callable[[], list[Run]]]:
    """The same in the background: `with running(…) as finish:` starts it, `finish()` waits for it.

    `politely` leaves the processor to others who want it, which the limits allow for;
    without `forks` each program has a process of its own; the limits of programs are
    multiplied by `patience`; `changes` are made to their environment; `home` is the
    name of their home folder.
    Leaving the block ends what still runs. `report` is called in another thread.
    """
    patience *= BESIDE_OTHERS if politely else 1
    programs = [
        replace(
            p,
            fresh=p.fresh or not forks or bool(p.python or p.changes),
            limit=p.limit * patience,
        )
        for p in programs
    ]
    if not programs:
        yield list
        return
    with tempfile.TemporaryDirectory(prefix="listings-") as scratch:
        env = environment(Path(scratch, home), changes)
        Path(env["HOME"]).mkdir()
        keep = keep or Path(scratch, "images")
        keep.mkdir(parents=True, exist_ok=True)
        job = {"programs": [asdict(p) for p in programs], "scratch": scratch, "keep": str(keep)}
        job |= {"politely": politely, "home": home}
        log = open(Path(scratch, "log"), "w+", encoding="utf-8", errors="replace")
        worker = subprocess.Popen(
            [sys.executable, "-P", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,  # TensorFlow's log lines; shown only if the worker dies
            cwd=scratch,
            env=env,
            text=True,
            encoding="utf-8",
        )
        with contextlib.suppress(BrokenPipeError):  # it died; finish() says of what
            worker.stdin.write(json.dumps(job))
            worker.stdin.close()
        runs, broken = {}, []

        def read():
            for line in worker.stdout:
                number, found = json.loads(line)
                for kind in ("results", "hidden"):
                    found[kind] = [Result(**r) for r in found.get(kind, [])]
                runs[number] = Run(**found)
                try:
                    if report and not broken:
                        report(runs[number])
                except Exception as error:  # finish() raises it
                    broken.append(error)

        reader = threading.Thread(target=read, daemon=True)
        reader.start()

        def finish() -> list[Run]:
            reader.join()
            worker.wait()
            if broken:
                raise broken[0]
            missing = [p.name for i, p in enumerate(programs) if i not in runs]
            if missing:
                log.seek(0)
                raise RuntimeError(
                    f"the runner ended with status {worker.returncode} before "
                    f"{', '.join(missing)}\n{log.read()[-2000:]}"
                )
            return [runs[i] for i in range(len(programs))]

        try:
            yield finish
        finally:
            worker.terminate()
            worker.wait()
            reader.join()
            worker.stdout.close()
            log.close()


def end(child):
    """End a process that leads its group, with all that it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.wait()


# ---- inside the worker process


def _serve():
    """Read a job from standard input, write a line for each program to standard output."""
    job = json.loads(sys.stdin.read())
    programs = [Program(**{**p, "steps": [Step(**s) for s in p["steps"]]}) for p in job["programs"]]
    if job["politely"] and hasattr(os, "nice"):
        os.nice(10)
    if not all(p.fresh for p in programs):
        import keras  # noqa: F401  (what every fork starts with)
    waiting = list(enumerate(programs))
    children, scratch = {}, Path(job["scratch"])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        while waiting or children:
            while waiting and len(children) < (os.cpu_count() or 1):
                number, program = waiting.pop(0)
                started = _start(number, program, job)
                children[number] = (program, started, time.monotonic())
            time.sleep(0.005)
            for number, (program, started, since) in list(children.items()):
                late = time.monotonic() - since > program.limit
                if late:
                    end(started)
                if started.poll() is None and not late:
                    continue
                del children[number]
                found = _collect(program, started, late)
                found["faults"] = _left_running(started) + _strays(started, program, scratch)
                print(json.dumps([number, found]), flush=True)
    finally:  # asked to stop, or nobody listens any more
        for _, started, _ in children.values():
            end(started)


class _Fork:
    """A forked child with the few methods of Popen that are used."""

    def __init__(self, pid):
        self.pid, self.returncode = pid, None

    def poll(self):
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self):
        while self.poll() is None:
            time.sleep(0.005)

    def kill(self):
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)


def _start(number, program, job):
    scratch, keep = Path(job["scratch"]), Path(job["keep"])
    folder = scratch / f"program{number}"
    (folder / "here").mkdir(parents=True)
    (folder / "tmp").mkdir()
    # Each its own home, as `import keras` leaves it.
    shutil.copytree(scratch / job["home"], folder / job["home"])
    spec = {"program": asdict(program), "folder": str(folder), "keep": str(keep / program.name)}
    spec["home"] = job["home"]
    if program.fresh:
        (folder / "spec.json").write_text(json.dumps(spec), encoding="utf-8")
        env = {**os.environ, **program.changes}
        if program.python:
            env["PATH"] = os.pathsep.join([str(Path(program.python).parent), env["PATH"]])
        python = [program.python or sys.executable, "-P", __file__, str(folder / "spec.json")]
        child = subprocess.Popen(python, stdout=subprocess.DEVNULL, start_new_session=True, env=env)
    else:
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                os.setpgid(0, 0)
                _run_program(program, folder, keep / program.name, job["home"])
                status = 0
            finally:
                os._exit(status)
        child = _Fork(pid)
    child.folder, child.home = folder, folder / job["home"]
    child.before = _files(child.home), set(scratch.iterdir())
    return child


def _files(folder):
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def _left_running(child, grace=2.0):
    """What a program that has ended left running, once it had time to end; it is ended now."""
    until = time.monotonic() + grace
    while (left := _group(child.pid)) and time.monotonic() < until:
        time.sleep(0.05)
    if left:
        end(child)
    return [f"it left a process running: {name}. End it in the listing" for name in left]


def _group(leader):
    """The commands of the living processes of a group (Linux; elsewhere they are not seen)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
            state, _, group = rest.split()[:3]
            if int(group) == leader and state != "Z":
                found.append(name)
    return found


def _strays(child, program, scratch):
    """What a program wrote beside its folder: next to it, and into its home."""
    ours = _OURS | {child.home.name, *(step.file for step in program.steps)}
    found = [path for path in child.folder.iterdir() if path.name not in ours]
    found += [
        child.home / path
        for path in _files(child.home) - child.before[0]
        if not path.parts[0].startswith(_TIDY)
    ]
    found += [p for p in scratch.iterdir() if p not in child.before[1] and p.name[:7] != "program"]
    return [
        f"it wrote {path.relative_to(scratch).as_posix()}, beside its folder. Write into the "
        "folder it runs in"
        for path in sorted(found)
    ]


def _collect(program, child, late):
    result_file = child.folder / "result.json"
    if result_file.exists():
        return json.loads(result_file.read_text(encoding="utf-8"))
    error = child.folder / "stderr"
    tail = error.read_text("utf-8", "replace")[-2000:] if error.exists() else ""
    why = f"over {program.limit:.0f} s" if late else f"ended with status {child.returncode}"
    return {"name": program.name, "results": [], "died": f"{why}\n{tail}"}


def _run_program(program, folder, keep, home):
    """In the child: run the steps, write result.json last and in one go."""
    import types
    import warnings

    started, used = time.perf_counter(), sum(os.times()[:4])
    with open(folder / "stderr", "w") as error, open(folder / "stdout", "w") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(error.fileno(), 2)
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(folder / home)
    for name in ("TMPDIR", "TEMP", "TMP"):
        os.environ[name] = str(folder / "tmp")
    tempfile.tempdir = None
    sys.stdin = open(os.devnull)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False, buffering=1)
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)
    sys.argv = ["listing.py"]
    sys.path.insert(0, "")
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    os.chdir(folder / "here")
    # A plot whose labels show as empty boxes is a fault, not a warning.
    warnings.filterwarnings("error", message="Glyph .* missing from")
    warned = []
    warnings.showwarning = lambda message, category, *_: warned.append(
        f"{category.__name__}: {message}"
    )
    for step in program.steps:
        if step.language == "python" and not os.path.isabs(step.file):
            with open(folder / step.file, "a", encoding="utf-8") as file:
                file.write(step.code)
            step.file = str(folder / step.file)
    results, hidden = [], []
    for step in program.steps:
        result = _run_step(step, main.__dict__, folder / "stdout")
        result.warned[:], warned[:] = warned, []
        (hidden if step.hidden else results).append(result)
        if result.raised and not program.go_on:
            break
    images = {}
    for path in sorted(Path(folder, "here").rglob("*")):
        if path.suffix == ".png" and path.is_file():
            target = keep / path.relative_to(folder / "here")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
            images[target.relative_to(keep).as_posix()] = str(target)
    seconds, cpu = time.perf_counter() - started, sum(os.times()[:4]) - used
    found = Run(program.name, results, images, seconds, cpu, hidden=hidden)
    draft = folder / "draft.json"
    draft.write_text(json.dumps(asdict(found)), encoding="utf-8")
    draft.rename(folder / "result.json")


def _run_step(step, namespace, stdout) -> Result:
    import traceback

    result = Result()
    begin, started = os.fstat(1).st_size, time.perf_counter()
    try:
        if step.hidden:
            aside(step.code, step.file, step.line, namespace)
        elif step.language == "python":
            # Blank lines in front make line numbers those of the snippet file.
            code = compile("\n" * (step.line - 1) + step.code, step.file, "exec")
            exec(code, namespace)
        else:
            with tempfile.TemporaryFile() as said:  # no pipe: what is left running holds it open
                shell = ["bash", "-euo", "pipefail", "-c", step.code]
                status = subprocess.run(shell, stderr=said).returncode
                said.seek(0)
                errors = said.read().decode("utf-8", "replace")
            if status:
                last = (errors.strip().splitlines() or [""])[-1]
                result.raised = last or f"status {status}"
                result.bases = ["status"]
                result.trace = errors
        error = namespace.pop("failed", None) if step.fails else None
    except BaseException as uncaught:  # a listing may well call sys.exit
        error = uncaught
    if isinstance(error, BaseException):
        result.raised = "".join(traceback.format_exception_only(error)).strip()
        result.bases = [c.__name__ for c in type(error).__mro__]
        result.trace = "".join(traceback.format_exception(error))
    sys.stdout.flush()
    result.seconds = time.perf_counter() - started
    with open(stdout, "rb") as file:
        file.seek(begin)
        result.stdout = file.read().decode("utf-8", "replace")
    return result


# ---- hidden steps

_left: dict[str, dict] = {}  # file → name → its value in the hidden lines, and in the listings
_NO = object()


def aside(code: str, file: str, line: int, namespace: dict) -> None:
    """Run hidden lines of a file among listings, which find names and chance as they were.

    What the lines print is dropped. The names that they bind are there again for the next
    hidden lines of the file, unless the listings have given them other values meanwhile.
    Objects that they change, such as a model that they train further, stay changed.
    """
    names = _left.setdefault(file, {})
    listings = dict(namespace)
    for name, (ours, theirs) in names.items():
        if listings.get(name, _NO) is theirs:
            namespace[name] = ours
    put_back = _chance()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile("\n" * (line - 1) + code, file, "exec"), namespace)
    finally:
        put_back()
        for name, value in list(namespace.items()):
            if value is not (theirs := listings.get(name, _NO)):
                names[name] = value, theirs
                del namespace[name]
        namespace.update(listings)


def _chance() -> Callable[[], None]:
    """Note the state of chance and of automatic names; call what comes back to restore it."""
    numpy, tf = sys.modules.get("numpy.random"), sys.modules.get("tensorflow")
    torch = sys.modules.get("torch")
    states = [(random.setstate, random.getstate())]
    if numpy:
        states.append((numpy.set_state, numpy.get_state()))
    if torch:
        states.append((torch.set_rng_state, torch.get_rng_state()))
    context = sys.modules["tensorflow.python.eager.context"].context() if tf else None
    if context:  # TensorFlow keeps the state of an operation by its seed: take other ones
        seeds = context._seed, getattr(context, "_rng", None)
        context._rng = other = random.Random("hidden")
    keras = sys.modules.get("keras.src.backend.common.global_state")
    if keras:
        trackers = keras.GLOBAL_STATE_TRACKER, keras.GLOBAL_SETTINGS_TRACKER
        kept = [
            {k: copy.copy(v) if isinstance(v, dict) else v for k, v in vars(tracker).items()}
            for tracker in trackers
        ]
        if generator := kept[0].get("global_seed_generator"):
            states.append((generator.state.assign, generator.state.numpy()))

    def put_back():
        for restore, state in states:
            restore(state)
        if context:
            if context._rng is not other:  # a seed was set
                context.clear_kernel_cache()
            context._seed, context._rng = seeds
        if keras:
            keras.GLOBAL_STATE_TRACKER, keras.GLOBAL_SETTINGS_TRACKER = trackers
            for tracker, state in zip(trackers, kept, strict=True):
                vars(tracker).clear()
                vars(tracker).update(state)

    return put_back


def _run_spec(path):
    """A program in a process of its own, described by a file."""
    spec = json.loads(Path(path).read_text(encoding="utf-8"))
    steps = [Step(**s) for s in spec["program"].pop("steps")]
    program = Program(**{**spec["program"], "steps": steps})
    _run_program(program, Path(spec["folder"]), Path(spec["keep"]), spec["home"])


if __name__ == "__main__":
    _run_spec(sys.argv[1]) if len(sys.argv) > 1 else _serve()
