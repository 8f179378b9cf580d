"""Run one exercise and judge it: started ahead of time by train.py, with Keras imported.

It writes a line "ready" when it can begin, reads one line of JSON from its standard input
({"file", "source", "check"}) and writes one line of JSON: {"verdict": …} with what is
needed to say it in the reader's language, and what the program printed.

    passed      the check had nothing to say
    wrong       `says`: the key of a message of the exercise
    missing     `name`: a variable or function that the program must define
    raised      `error`, `line`, `text`: an exception of the reader's program
    syntax      the same, when it cannot be compiled
    asks        the program waits for input
    exits       the program ended itself
    broken      the check failed by itself: a fault of ours
"""

import contextlib
import io
import json
import os
import sys
import traceback

MOST_MEMORY = 8 * 2**30  # bytes
FILE = "exercise"  # how tracebacks name the reader's program


class Wrong(Exception):
    """What a check raises: the key of a message of its exercise."""


class Missing(Exception):
    """What a check raises through `Program`: a name that the program must define."""


class Program:
    """The names that the reader's program defined, as attributes."""

    def __init__(self, names, printed):
        self._names, self.printed = names, printed

    def __getattr__(self, name):
        if name not in self._names:
            raise Missing(name)
        return self._names[name]


def judge(source, check):
    """Run a program and its check; the verdict, as the head of this file says."""
    printed = io.StringIO()
    names = {"__name__": "__main__", "__file__": FILE}
    try:
        code = compile(source, FILE, "exec")
    except (SyntaxError, ValueError) as error:  # ValueError: a zero byte
        line = getattr(error, "lineno", None) or 0
        return {"verdict": "syntax", "error": str(error), "line": line}, ""
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        found = _judged(code, check, names, printed)
    return found, printed.getvalue()


def _judged(code, check, names, printed):
    try:
        exec(code, names)
    except EOFError:
        return {"verdict": "asks"}
    except SystemExit:
        return {"verdict": "exits"}
    except BaseException as error:  # KeyboardInterrupt too: the program may raise it
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame.lineno for frame in frames if frame.filename == FILE]
        text = "".join(traceback.format_exception_only(type(error), error)).strip()
        return {"verdict": "raised", "error": text[-1500:], "line": own[-1] if own else 0}
    tools = {"Wrong": Wrong, "__name__": "check"}
    try:
        exec(compile(check, "check", "exec"), tools)
        tools["check"](Program(names, printed.getvalue()))
    except Wrong as wrong:
        return {"verdict": "wrong", "says": str(wrong)}
    except Missing as missing:
        return {"verdict": "missing", "name": str(missing)}
    except Exception:
        return {"verdict": "broken", "error": traceback.format_exc()[-1500:]}
    return {"verdict": "passed"}


def import_keras():
    """Import Keras and train once, so that the reader's program need not wait for it."""
    import keras

    keras.utils.set_random_seed(0)
    inputs = keras.Input(shape=(1,))
    model = keras.Model(inputs, keras.layers.Dense(1)(inputs))
    model.compile(optimizer="sgd", loss="mse")
    model.fit(keras.ops.zeros((2, 1)), keras.ops.zeros((2, 1)), verbose=0)
    keras.utils.clear_session()


def limit_memory():
    """Have a program that asks for more and more fail with MemoryError, where that can be set."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))


def main():
    """Answer one question, on the channels that the reader's program cannot reach."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    questions = os.fdopen(os.dup(0), encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    for channel in (0, 1, 2):  # TensorFlow's log, and what the program does not send to print
        os.dup2(nothing, channel)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    os.environ.setdefault("MPLBACKEND", "Agg")

    def answer(what):
        answers.write(json.dumps(what) + "\n")
        answers.flush()

    try:
        import_keras()
    except BaseException as error:
        answer({"verdict": "no-keras", "error": f"{type(error).__name__}: {error}"[-1500:]})
        return
    limit_memory()
    answer({"verdict": "ready"})
    line = questions.readline()
    if not line:
        return
    question = json.loads(line)
    os.chdir(question["folder"])
    sys.path.insert(0, question["folder"])
    sys.argv = [FILE]
    found, printed = judge(question["source"], question["check"])
    answer({**found, "printed": printed[-4000:]})
    # What the program left running must not keep the trainer waiting.
    os._exit(0)


if __name__ == "__main__":
    main()
