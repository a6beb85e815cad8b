"""Writing rules: ``rules check``, ``test``, ``list``, ``show``, ``schema`` and what follows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from metrics.cli.options import Encoding, OnlyRules, Rules, load_given_rules
from metrics.cli.outcome import FAILED, REFUSED, exit_codes, printable, say, show_table, tell

if TYPE_CHECKING:
    from metrics.authoring.comparison import Change

app = typer.Typer(
    name="rules",
    help="Write rules: check and test them, look them up, compare two versions.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_SHORT = 60  # characters of a sentence around a quote


@app.command()
def check(
    rules: Rules = None,
    only_rules: OnlyRules = None,
    on: Annotated[
        list[Path] | None,
        typer.Option(metavar="PATH", help="Annotated documents that count as examples of words."),
    ] = None,
    unused: Annotated[
        bool, typer.Option("--unused", help="List all words that no example holds.")
    ] = False,
) -> None:
    """Say everything that is wrong with the rules, each with file, line and what to do."""
    from metrics.authoring.checks import check_rules
    from metrics.sources.discovery import read_documents

    with exit_codes():
        folders = only_rules or rules or []
        texts = [document.text for document in read_documents(on or [])]
        result = check_rules(folders, only=bool(only_rules), annotated=texts)
    for problem in result.problems:
        tell(problem)
    if result.problems:
        raise typer.Exit(REFUSED)
    for idle in result.idle:
        if unused or idle.is_added:
            say(printable(idle.line(all_words=unused)))
    words = sum(len(idle.words) for idle in result.idle)
    typer.echo(
        f"{result.rules} entries, no problem. {words} words and phrases stand in no example"
        f"{'' if unused else ' (--unused lists them)'}."
    )


@app.command("test")
def try_all(
    rules: Rules = None,
    only_rules: OnlyRules = None,
    kind: Annotated[str | None, typer.Option(help="Only rules of this kind.")] = None,
) -> None:
    """Try every example and counter-example; where only ids decide between two rules it fails."""
    from metrics.authoring.try_examples import try_examples

    with exit_codes():
        loaded = load_given_rules(rules, only_rules)
        cases = list(try_examples(loaded, _kinds(kind)))
    failed = [case for case in cases if case.failure is not None]
    for case in failed:
        place = loaded.files.place(case.kind, case.rule_id)
        tell(f"{place}: {case.name}: {case.text.strip()}: {case.failure}.")
    counters = sum(case.is_counter for case in cases)
    typer.echo(
        f"{len(cases) - counters} examples and {counters} counter-examples, {len(failed)} wrong."
    )
    if failed:
        raise typer.Exit(FAILED)


@app.command("list")
def list_(
    words: Annotated[str, typer.Argument(help="Only rules that hold this.")] = "",
    kind: Annotated[str | None, typer.Option(help="Only rules of this kind.")] = None,
    rules: Rules = None,
    only_rules: OnlyRules = None,
) -> None:
    """List the rules, one a line: kind, id, place, what it says of itself."""
    from metrics.authoring.listing import list_rules

    with exit_codes():
        loaded = load_given_rules(rules, only_rules)
        for name in _kinds(kind):
            for rule in list_rules(loaded.files, name, words):
                say("\t".join(map(printable, (rule.kind, rule.rule_id, rule.place, rule.says))))


@app.command()
def show(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="The id of a rule.")],
    rules: Rules = None,
    only_rules: OnlyRules = None,
) -> None:
    """Show a rule as its file has it, the words of its slots, and how its examples fare."""
    from metrics.authoring.listing import show_rule

    with exit_codes():
        loaded = load_given_rules(rules, only_rules)
        try:
            say(show_rule(loaded, rule_id))
        except KeyError as error:
            raise typer.BadParameter(printable(str(error.args[0]))) from error


@app.command()
def schema(
    kind: Annotated[str | None, typer.Argument(metavar="KIND", help="Such as roles.")] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write a file for each kind.")
    ] = None,
) -> None:
    """Print the JSON Schema of a kind of rule file, or write those of all kinds."""
    from metrics.authoring.schema import rule_schema
    from metrics.tables.sheet_files import written_beside

    if out is None and kind is None:
        raise typer.BadParameter("Give a KIND, or --out DIR for all kinds.")
    with exit_codes():
        for name in _kinds(kind):
            text = json.dumps(rule_schema(name), ensure_ascii=False, indent=2) + "\n"
            if out is None:
                typer.echo(text, nl=False)
            else:
                path = out / f"{name.replace('/', '-')}.schema.json"
                path.parent.mkdir(parents=True, exist_ok=True)
                with written_beside(path) as staged:
                    staged.write_text(text, "utf-8")
                say(path)


@app.command("format")
def format_(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", exists=True, help="Rule files, or folders of them."),
    ],
    check_only: Annotated[
        bool, typer.Option("--check", help="Change nothing; say which files would change.")
    ] = False,
) -> None:
    """Lay the word lists of rule files out in lines of 120 columns, each word once."""
    from metrics.authoring.formatting import unformatted
    from metrics.tables.sheet_files import written_beside

    with exit_codes():
        found = list(unformatted(paths))
        for path, text in found:
            say(path)
            if not check_only:
                with written_beside(path) as staged:
                    staged.write_text(text, "utf-8")
    if check_only and found:
        raise typer.Exit(FAILED)


@app.command()
def suggest(
    sheet: Annotated[
        Path, typer.Option("--from", metavar="FILE", help="A reviewed sheet (.csv, .xlsx).")
    ],
    rules: Rules = None,
    only_rules: OnlyRules = None,
) -> None:
    """Print corrections as examples for rule files, in TOML."""
    from metrics.authoring.suggestions import suggest_examples
    from metrics.review.corrections import read_corrections

    with exit_codes():
        loaded = load_given_rules(rules, only_rules)
        for piece in suggest_examples(read_corrections(sheet), loaded):
            say(f"{piece}\n")


@app.command()
def learn(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Documents, or folders of them.")
    ],
    rules: Rules = None,
    only_rules: OnlyRules = None,
    encoding: Encoding = None,
    indicators: Annotated[
        bool, typer.Option("--indicators", help="Propose indicators that several regions share.")
    ] = False,
    least: Annotated[
        int, typer.Option(metavar="N", min=1, help="Of how many names, or regions, at least.")
    ] = 3,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to this file instead.")
    ] = None,
) -> None:
    """Print words at the edges of names that stand without them, or indicators, to paste."""
    from metrics.authoring.learning import edges_as_toml, learn_edges
    from metrics.authoring.shared_names import learn_indicators
    from metrics.extraction.extract import extract
    from metrics.sources.discovery import find_documents, read_documents
    from metrics.tables.sheet_files import written_beside

    with exit_codes():
        loaded = load_given_rules(rules, only_rules)
        documents = list(read_documents(find_documents(paths), encoding=encoding))
        rows = extract(documents, loaded).targets.to_dicts()
        if indicators:
            lines = list(learn_indicators(rows, loaded, least))
        else:
            texts = (document.text for document in documents)
            lines = list(edges_as_toml(learn_edges(rows, texts, loaded, least)))
        if out is not None:
            with written_beside(out) as staged:
                staged.write_text("".join(f"{line}\n" for line in lines), "utf-8")
            say(out)
            return
    for line in lines:
        say(line)


@app.command()
def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A folder or a git revision.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="A folder or a git revision.")],
    on: Annotated[list[Path], typer.Option(metavar="PATH", help="Documents, or folders of them.")],
    encoding: Encoding = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Show the rows that a change to the rules gains, loses and changes."""
    from metrics.authoring.comparison import compare_rules, rules_of
    from metrics.sources.discovery import find_documents, read_documents

    with exit_codes():
        documents = read_documents(find_documents(on), encoding=encoding)
        with rules_of(old) as before, rules_of(new) as after:
            changes = compare_rules(before, after, documents)
    if as_json:
        from dataclasses import asdict

        rows = [asdict(change) for change in changes]
        say(json.dumps(rows, ensure_ascii=False, indent=2), as_json=True)
    else:
        _print_changes(changes)


def _print_changes(changes: list[Change]) -> None:
    from rich.table import Table
    from rich.text import Text

    signs: dict[Literal["gained", "lost", "changed"], str] = {
        "gained": "+", "lost": "-", "changed": "~",
    }  # fmt: skip
    table = Table("", "document", "quote", "indicator", "what", "sentence", box=None)
    for change in changes:
        name = change.source.rsplit("/", 1)[-1]
        sentence = _around(change.sentence, change.quote)
        cells = (name, change.quote, change.indicator, change.what, sentence)
        table.add_row(signs[change.kind], *(Text(printable(cell)) for cell in cells))
    if changes:
        show_table(table)
    counts = (f"{sum(change.kind == kind for change in changes)} {kind}" for kind in signs)
    typer.echo(f"{', '.join(counts)}.")


def _around(sentence: str, quote: str) -> str:
    at = max(sentence.find(quote), 0)
    start = max(0, at + len(quote) // 2 - _SHORT // 2)
    part = sentence[start : start + _SHORT].replace("\n", " ")
    return f"{'…' if start else ''}{part}{'…' if start + _SHORT < len(sentence) else ''}"


def _kinds(kind: str | None) -> list[str]:
    from metrics.rules.ruleset import KINDS
    from metrics.rules.toml_tables import did_you_mean

    if kind is None:
        return list(KINDS)
    if kind not in KINDS:
        hint = did_you_mean(kind, list(KINDS)) or f" Kinds are {', '.join(KINDS)}."
        raise typer.BadParameter(f"There is no kind {kind!r}.{hint}")
    return [kind]
