"""The command line: what it prints where, its exit codes, and what it does not load."""

from __future__ import annotations

import csv
import inspect
import io
import json
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from quotecat import __version__
from quotecat.cli import app, options
from quotecat.cli.app import COMMANDS
from quotecat.cli.output import CLIPPED, Format, emit, visible
from quotecat.text import reader
from tests.newsroom import POISON, SAYINGS, StubEngine, furnish, row, stored

ROOT = Path(__file__).parents[1]
LISTS = ("quotes", "speakers", "articles", "claims", "left-out", "families")


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of articles and their catalog, to be copied."""
    folder = tmp_path_factory.mktemp("newsroom")
    furnish(folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(folder)
        StubEngine.install(monkeypatch)
        run("add", "articles", "--db", "catalog.db")
    return folder


@pytest.fixture
def newsroom(furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with articles but no catalog, and an engine without models."""
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("catalog.db*"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUOTECAT_DB", raising=False)
    StubEngine.install(monkeypatch)
    return tmp_path


@pytest.fixture
def catalog(newsroom: Path, furnished: Path) -> Path:
    """The same with its articles added to catalog.db."""
    return Path(shutil.copy(furnished / "catalog.db", newsroom))


def run(*arguments: str, code: int = 0, stdin: str | None = None) -> Result:
    """What the command prints; its exit code must be `code`, and it must not end in a traceback."""
    result = CliRunner().invoke(app, list(arguments), input=stdin, prog_name="quotecat")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert result.exit_code == code, result.output
    return result


def rows(*arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments, "--format", "jsonl").stdout.splitlines()]


def an_id() -> str:
    return str(rows("quotes")[0]["quotation_id"])


# What is told about each command


@pytest.mark.parametrize("name", [name for _, name, _ in COMMANDS])
def test_the_help_of_every_command_ends_with_an_example(name: str):
    last = run(*name.split(), "--help").stdout.strip().splitlines()[-1]
    assert last.strip().startswith(f"Example: quotecat {name}")


@pytest.mark.parametrize("example", [example for *_, example in COMMANDS])
def test_every_example_works(example: str, catalog: Path):
    (catalog.parent / "system.jsonl").write_text(run("extract", "articles").stdout, encoding="utf-8")
    (catalog.parent / "corpus").symlink_to(catalog.parent)
    run("speakers", "split", "Ana Ruiz", "--article", "border-later")
    one, two = (row["identity_id"] for row in rows("speakers") if row["identity_id"])
    command = re.sub(r"q_\w+", an_id(), example)
    if "speakers" in command:
        command = command.replace("'David Butler'", one).replace("i_5xhq2c7d", two).replace("i_k3mfyxkq", one)
    command = re.sub(r"fam_\w+", str(rows("families")[0]["family_id"]), command)
    if " review " in command:
        decision = json.dumps({"quotation_id": an_id(), "verdict": "accepted"})
        Path("decisions.jsonl").write_text(decision, encoding="utf-8")
        run("review", "import", "decisions.jsonl")
        command = command.replace("undo 12", "undo 1")
    run(*shlex.split(command)[1:])


def test_help_alone_names_all_commands_and_the_version_is_told():
    listed = re.findall(r"^  ([a-z-]+)  ", run("--help").stdout.partition("Commands:")[2], re.MULTILINE)
    assert listed == [*(name for _, name, _ in COMMANDS if " " not in name), "speakers", "review"]
    assert run("--version").stdout == f"quotecat {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["quotes"], 1, "no catalog at catalog.db"),
        (["quotes", "--db", "."], 1, "is a folder"),
        (["quotes", "--db", "postgresql://here/news"], 1, "only SQLite"),
        (["quotes", "--format", "xml"], 2, "xml"),
        (["quotes", "--limit", "0"], 2, "--limit"),
        (["add"], 2, "PATH"),
        (["add", "-", "-"], 2, "only once"),
        (["ad"], 2, "add"),
        (["add", "articles", "--stanza-models", "nowhere"], 1, "Stanza cannot load nowhere"),
        (["extract", "nowhere.txt"], 1, "nowhere.txt"),
        (["export"], 2, "--out"),
        (["export", "--out", "x", "--only", "quotes"], 2, "no sheet quotes: name some of articles, quotations"),
        (["export", "--out", "x", "--format", "xlsx", "--excel"], 2, "--excel is about CSV"),
        (["score", "nowhere.jsonl", "gold.jsonl"], 1, "nowhere.jsonl"),
        (["score", "gold.jsonl", "gold.jsonl", "--articles", "articles"], 2, "--articles"),
        (["demo", "nowhere"], 2, "there is no folder nowhere"),
    ],
)
def test_a_wrong_command_ends_in_a_line_that_says_so(arguments: list[str], code: int, told: str, newsroom: Path):
    result = run(*arguments, code=code)
    assert told in result.stderr
    assert not result.stdout


def test_the_limit_that_help_names_is_the_readers():
    assert options.MAX_BYTES == reader.MAX_BYTES


# Articles in


def test_adding_tells_what_became_of_the_articles_on_standard_error(newsroom: Path):
    result = run("add", "articles")
    assert not result.stdout
    told = "3 articles added, 0 already there, 0 failed; 9 quotations by 1 speaker; catalog.db\n"
    assert result.stderr == told


def test_adding_again_adds_nothing_and_loads_no_model(catalog: Path):
    assert "0 articles added, 3 already there" in run("add", "articles").stderr
    assert StubEngine.loaded == 0
    assert "3 articles added, 0 already there" in run("add", "articles", "--replace").stderr
    assert StubEngine.loaded == 1
    assert len(rows("articles")) == 3


def test_quiet_is_quiet(newsroom: Path):
    result = run("add", "articles", "--quiet")
    assert not result.stdout + result.stderr


def test_one_article_given_twice_in_one_go_is_added_once(newsroom: Path):
    assert "3 articles added, 3 already there" in run("add", "articles", "articles").stderr


def test_articles_come_from_standard_input_too(newsroom: Path):
    text = row("border-meeting")["text"]
    assert "1 article added" in run("add", "-", stdin=text).stderr


def test_bad_articles_are_named_and_all_others_are_added(newsroom: Path):
    (newsroom / "articles" / "poison.txt").write_text(POISON, encoding="utf-8")
    (newsroom / "articles" / "empty.txt").write_text("", encoding="utf-8")
    result = run("add", "articles", "nowhere.txt", code=1)
    assert "3 articles added, 0 already there, 3 failed" in result.stderr
    for name in ("poison.txt", "empty.txt", "nowhere.txt"):
        (line,) = (line for line in result.stderr.splitlines() if name in line)
        assert line.startswith("Failed: ")
    with sqlite3.connect("catalog.db") as connection:
        stages = connection.execute("SELECT stage FROM failure ORDER BY 1").fetchall()
    assert stages == [("extract",), ("read",), ("read",)]


def test_extracting_gives_one_object_an_article_and_needs_no_catalog(newsroom: Path):
    found = [json.loads(line) for line in run("extract", "articles").stdout.splitlines()]
    assert {one["article"] for one in found} == set(SAYINGS)
    assert found == json.loads(run("extract", "articles", "--format", "json").stdout)
    assert not (newsroom / "catalog.db").exists()
    flat = list(csv.DictReader(io.StringIO(run("extract", "articles", "--format", "csv").stdout)))
    assert [r["quotation"] for r in flat] == [q["text"] for one in found for q in one["quotations"]]


def test_extracting_a_bad_article_fails_but_prints_the_rest(newsroom: Path):
    result = run("extract", "nowhere.txt", "articles", code=1)
    assert len(result.stdout.splitlines()) == 3


# Lists


@pytest.mark.parametrize("command", LISTS)
def test_every_list_has_the_same_rows_in_every_format(command: str, catalog: Path):
    lines = rows(command)
    assert lines
    assert json.loads(run(command, "--format", "json").stdout) == lines
    found = list(csv.DictReader(io.StringIO(run(command, "--format", "csv").stdout)))
    assert [list(r.values()) for r in found] == [["" if v is None else str(v) for v in r.values()] for r in lines]
    assert len(run(command).stdout.splitlines()) > len(lines)


def test_a_list_of_nothing_is_empty_in_every_format(catalog: Path):
    nothing = ("quotes", "--words", "zebra", "--format")
    assert [run(*nothing, form).stdout for form in ("table", "json", "jsonl")] == ["", "[]\n", ""]
    assert run(*nothing, "csv").stdout.startswith("speaker,quotation,")
    assert "Nothing found" in run(*nothing, "table").stderr


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], 9),
        (["--speaker", "ruiz"], 6),
        (["--outlet", "Daily Tide"], 6),
        (["--since", "2023-02"], 6),
        (["--until", "2023-01"], 3),
        (["--words", "harbour"], 2),
        (["--article", "border-later"], 3),
        (["--orphans"], 3),
        (["--no-orphans"], 6),
        (["--min-confidence", "0.5"], 6),
        (["--speaker", "ruiz", "--limit", "1"], 1),
    ],
)
def test_quotes_are_found_by_all_that_is_asked(options: list[str], found: int, catalog: Path):
    assert len(rows("quotes", *options)) == found


def test_less_sure_speakers_are_named_nowhere_if_so_asked(catalog: Path):
    assert [r["quotations"] for r in rows("speakers", "ruiz", "--min-confidence", "0.9")] == [6]
    assert rows("speakers", "--min-confidence", "0.95") == []
    assert "Ana Ruiz" in run("show", "turned", "--min-confidence", "0.9").stdout
    unsure = run("show", "turned", "--min-confidence", "0.95").stdout
    assert "Ana Ruiz (" not in unsure
    assert "Ana Ruiz: admitted" in run("show", "turned").stdout
    assert "Ana Ruiz: admitted" not in unsure
    run("export", "--out", "sure", "--min-confidence", "0.95")
    with Path("sure/quotations.csv").open(encoding="utf-8", newline="") as file:
        assert {(q["speaker"], q["speaker_id"], q["source"]) for q in csv.DictReader(file)} == {
            ("", "", "Gen. Ana Ruiz"), ("", "", "she"), ("", "", ""),
        }  # fmt: skip


@pytest.mark.parametrize("typed", ["ruis", "Anna Ruiz", "RIUZ"])
def test_a_name_that_nobody_has_is_answered_with_those_like_it(typed: str, catalog: Path):
    result = run("quotes", "--speaker", typed)
    assert not result.stdout
    assert "Did you mean Ana Ruiz?" in result.stderr


def test_an_article_that_is_not_there_is_told_and_the_start_of_an_id_will_do(catalog: Path):
    assert "nowhere" in run("quotes", "--article", "nowhere", code=2).stderr
    key = rows("articles")[0]["article_id"][:12]
    assert len(rows("quotes", "--article", key)) == 3


def test_the_catalog_is_named_by_an_option_or_the_environment(catalog: Path, monkeypatch: pytest.MonkeyPatch):
    catalog.rename("other.db")
    assert len(rows("articles", "--db", "other.db")) == 3
    monkeypatch.setenv("QUOTECAT_DB", "other.db")
    assert len(rows("articles")) == 3


def test_what_a_terminal_would_obey_is_made_visible_and_json_keeps_its_value(catalog: Path):
    table, lines = run("quotes").stdout, run("quotes", "--format", "jsonl").stdout
    assert "⟨U+202E⟩will⟨U+001B⟩[31m" in " ".join(table.split())
    assert not {"\u202e", "\x1b"} & set(table + lines + run("show", "turned").stdout)
    assert any(quote["quotation"] == f"{SAYINGS['turned'][0]}," for quote in rows("quotes"))


@pytest.mark.parametrize("text", ["a\nb", "a\tb", "Zoë 🎵 “yes”", "a\r\nb"])
def test_ordinary_text_is_printed_as_it_is(text: str):
    assert visible(text) == text.replace("\r\n", "\n")


# One thing


def test_an_article_is_shown_with_its_quotations_marked_and_named(catalog: Path):
    shown = run("show", "border-meeting").stdout
    assert shown.startswith("About border-meeting · The Coast Post · 2023-01-17\n")
    assert "“We will not close the harbour,”«1» said" in shown
    assert "«1» Gen. Ana Ruiz (person; the harbour master), 0.90  q_" in shown
    assert "«3» nobody is named" in shown
    assert "Blue Water” (title)" not in shown
    assert "“Blue Water” (title)" in run("show", "border-meeting", "--left-out").stdout
    plain = re.sub("«[0-9]»", "", shown)
    assert row("border-meeting")["text"].replace("\r\n", "\n") in plain


def test_an_article_is_shown_as_json_with_its_text(catalog: Path):
    shown = json.loads(run("show", "border-meeting", "--format", "json").stdout)
    assert shown["text"] == row("border-meeting")["text"]
    assert [len(q["parts"]) for q in shown["quotations"]] == [1, 1, 1]


def test_the_evidence_of_a_quotation_is_told(catalog: Path):
    second = rows("quotes", "--article", "border-meeting")[1]["quotation_id"]
    told = run("why", second[:14]).stdout
    for line in (
        "chain          she → Ruiz → Gen. Ana Ruiz",
        "weighed        0.75 Gen. Ana Ruiz",
        "decided by     pointer",
        "“[content: Not this year,]” [source: she] [cue: said].",
        "title          49-53 Gen.",
        "role           64-82 the harbour master",
    ):
        assert line in told
    assert json.loads(run("why", second, "--format", "json").stdout)["chain"] == ["she", "Ruiz", "Gen. Ana Ruiz"]
    assert "q_nothing" in run("why", "q_nothing", code=2).stderr


# Out


def test_an_export_replaces_nothing_unless_told_to(catalog: Path):
    paths = run("export", "--out", "out").stdout.splitlines()
    assert paths
    assert all(Path(path).is_file() for path in paths)
    assert "--force" in run("export", "--out", "out", code=1).stderr
    run("export", "--out", "out", "--force", "--excel")


def test_an_export_is_of_the_tables_and_in_the_forms_that_are_asked_for(catalog: Path):
    out = run(
        "export", "--out", "out", "-f", "jsonl", "-f", "xlsx", "--only", "quotations, claims", "--no-texts"
    ).stdout
    assert [Path(line).name for line in out.splitlines()] == [
        "quotations.jsonl", "claims.jsonl", "catalog.xlsx", "codebook.csv", "datapackage.json", "manifest.json",
    ]  # fmt: skip
    query = json.loads(Path("out/manifest.json").read_text(encoding="utf-8"))["query"]
    assert (query["formats"], query["only"], query["texts"]) == (["jsonl", "xlsx"], ["quotations", "claims"], False)


def test_a_catalog_that_was_tampered_with_fails_its_check(catalog: Path):
    assert "all is well" in run("check").stderr
    with sqlite3.connect(catalog) as connection:
        connection.execute("UPDATE claim SET text = 'What nobody wrote'")
    result = run("check", code=1)
    assert "What nobody wrote" in result.stdout


def test_scoring_extracts_the_gold_articles_or_takes_what_was_extracted(newsroom: Path):
    told = run("score", "gold.jsonl").stdout
    assert re.search(r"^speaker accuracy +1.000$", told, re.MULTILINE)
    (newsroom / "system.jsonl").write_text(run("extract", "articles").stdout, encoding="utf-8")
    assert run("score", "gold.jsonl", "system.jsonl").stdout == told
    assert run("score", "gold.jsonl", "--articles", "articles").stdout == told
    assert json.loads(run("score", "gold.jsonl", "--format", "json").stdout)[0]["speaker accuracy"] == 1
    (newsroom / "system.jsonl").write_text("", encoding="utf-8")
    assert "got None" in run("score", "gold.jsonl", "system.jsonl", "--errors", "1").stderr


@pytest.mark.parametrize("bad", ["{", "[1]", '{"a": 1}', "\udcff"])
def test_gold_that_is_no_gold_is_refused_in_one_line(bad: str, newsroom: Path):
    Path("bad.jsonl").write_text(bad, encoding="utf-8", errors="surrogateescape")
    result = run("score", "bad.jsonl", "bad.jsonl", code=1)
    assert len(result.stderr.splitlines()) == 1


def test_the_demo_works_twice_and_names_commands_that_work(newsroom: Path):
    first, second = run("demo", "articles"), run("demo", "articles")
    assert first.stdout == second.stdout
    assert "0 articles added, 3 already there" in second.stderr
    assert Path("catalog-csv").is_dir()
    commands = [shlex.split(line)[1:] for line in first.stdout.splitlines() if line.startswith("  quotecat ")]
    assert [command[0] for command in commands] == ["quotes", "show", "why"]
    for command in commands:
        assert run(*command).stdout
    last = run("demo", "articles", "--db", "my news.db").stdout.splitlines()[-3:]
    assert all(shlex.split(line)[-1] == "my news.db" for line in last)


# In a process of its own

STUB = "from tests.newsroom import main_with_stub; main_with_stub({})"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}


def process(*arguments: str, delay: float = 0.0, **options: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", STUB.format(delay), *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # Whatever runs in the background of a shell has Ctrl-C turned off, and so have those that it starts.
    hears = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen(command, text=True, preexec_fn=hears, **({"env": ENVIRONMENT} | pipes | options))


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], ["torch", "stanza", "transformers", "sqlmodel", "sqlalchemy", "rich", "trafilatura"]),
        (["quotes", "--format", "csv"], ["torch", "stanza", "transformers", "sqlmodel", "sqlalchemy", "trafilatura"]),
        (["claims", "--format", "csv"], ["quotecat.extract.extraction", "quotecat.extract.quantity"]),
        (["add", "articles"], ["torch", "stanza", "transformers"]),
    ],
)
def test_what_a_command_does_not_need_is_not_loaded(arguments: list[str], absent: list[str], catalog: Path):
    code = (
        "import sys, quotecat.cli\ntry: quotecat.cli.main()\nfinally: print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=True)
    assert not set(absent) & set(done.stderr.splitlines())


@pytest.mark.parametrize(("arguments", "seconds"), [(["--help"], 0.3), (["quotes"], 0.7)])
def test_a_command_without_models_answers_at_once(arguments: list[str], seconds: float, catalog: Path):
    """Processor time, the best of three: what else the machine does is not the command's fault."""

    def spent() -> float:
        before = os.times()
        subprocess.run([sys.executable, "-m", "quotecat", *arguments], capture_output=True, env=ENVIRONMENT, check=True)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(spent() for _ in range(3)) < seconds


def test_a_reader_that_goes_away_ends_it_quietly(catalog: Path):
    code = f"{shlex.quote(sys.executable)} -m quotecat articles -f jsonl | head -n 1"
    many = ["bash", "-c", f"for i in 1 2 3; do {code}; done"]
    done = subprocess.run(many, capture_output=True, text=True, env=ENVIRONMENT, check=True)
    assert len(done.stdout.splitlines()) == 3
    assert not done.stderr


def test_ctrl_c_keeps_what_was_added_and_the_same_command_goes_on(newsroom: Path):
    started = process("add", "articles", delay=0.5)
    waited = time.monotonic()
    while time.monotonic() < waited + 30 and not stored("catalog.db"):
        time.sleep(0.02)
    started.send_signal(signal.SIGINT)
    _, told = started.communicate(timeout=30)
    assert started.returncode == 130
    assert "run the same command again to go on" in told.splitlines()[-1]
    assert "Traceback" not in told
    kept = stored("catalog.db")
    assert 0 < kept < 3
    assert f"{3 - kept} article" in run("add", "articles").stderr
    assert len(rows("articles")) == 3


def test_a_bar_is_drawn_where_a_person_looks_and_data_stays_clean(newsroom: Path):
    pty = pytest.importorskip("pty", reason="only Unix has terminals that a program can play")
    ours, theirs = pty.openpty()
    environment = {**ENVIRONMENT, "TERM": "xterm", "COLUMNS": "100"}
    started = process("extract", "nowhere.txt", "articles", stderr=theirs, env=environment)
    os.close(theirs)
    told = b"".join(iter(lambda: chunk(ours), b"")).decode()
    data, _ = started.communicate(timeout=30)
    assert "3/3" in told
    assert "Failed: nowhere.txt" in told
    assert [json.loads(line)["article"] for line in data.splitlines()] == sorted(SAYINGS)


def chunk(terminal: int) -> bytes:
    """What a terminal says next; nothing once the other side has closed it."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_can_complete_commands(shell: str):
    environment = {
        **ENVIRONMENT,
        "_QUOTECAT_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "quotecat spe",
        "COMP_CWORD": "1",
    }
    environment |= {"_TYPER_COMPLETE_ARGS": "quotecat spe", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    code = "import sys; sys.argv[0] = 'quotecat'; from quotecat.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert "speakers" in done.stdout


WRITING = [
    name
    for function, name, _ in COMMANDS
    if "write=True" in inspect.getsource(function) or "create=True" in inspect.getsource(function)
]


@pytest.mark.parametrize("name", WRITING)
def test_whatever_writes_can_wait_for_another_program(name: str) -> None:
    result = CliRunner().invoke(app, [*name.split(), "--help"], terminal_width=200)
    assert "--wait" in result.output


@pytest.mark.parametrize("form", list(Format))
def test_only_a_table_clips_long_texts(form: Format, capsys: pytest.CaptureFixture[str]) -> None:
    long = " ".join(f"word{n}" for n in range(CLIPPED))
    emit([{"quotation": long, "speaker": "Ana Ruiz"}], form, ("quotation", "speaker"))
    printed = capsys.readouterr().out
    assert "word9" in printed
    assert "Ana Ruiz" in printed
    assert (f"word{CLIPPED - 1}" in printed) is (form is not Format.table)
    assert ("…" in printed) is (form is Format.table)
