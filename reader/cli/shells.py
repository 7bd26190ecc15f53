"""Completion as bash, zsh and fish ask for it, in the place of Click's own.

Click hands answers over as they are, and its script for bash even lets the shell expand them; ours
come from strangers' libraries. Invariant: whatever value is offered, the shell passes it on letter
for letter or it is not offered. Values that hold what cannot be seen, or more than one line, are
left out. Paths are left to the shells, which quote them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class

from reader.articles.sanitising import is_harmless
from reader.cli.shell_words import quoted_for_bash, read_fish, read_typed

if TYPE_CHECKING:
    from typing import ClassVar

_ESCAPED_BY_ZSH = '$`"\\!'
_EXCLUDED = re.compile(r"-(?!-)(?![A-Za-z]?$)")
"""Begins a word to exclude from a query; an option of one letter has no more than that."""

_BASH = """\
%(complete_func)s() {
    local kind value
    COMPREPLY=()
    while IFS=$'\\t' read -r kind value; do
        case $kind in
            plain) COMPREPLY+=("$value") ;;
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
        esac
    done < <(COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" \\
        %(complete_var)s=bash_complete "$1" 2>/dev/null </dev/null)
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_ZSH = """\
#compdef %(prog_name)s
%(complete_func)s() {
    local line typed="${(F)words[1,CURRENT-1]}"$'\\n'"$QIPREFIX$IPREFIX$PREFIX"
    local -a fields plain described
    for line in "${(@f)$(COMP_LINE=$typed %(complete_var)s=zsh_complete "$words[1]" \\
        2>/dev/null </dev/null)}"; do
        fields=("${(@ps:\\t:)line}")
        case $fields[1] in
            (plain)
                if [[ -n $fields[3] ]]; then
                    described+=("${fields[2]//:/\\\\:}:$fields[3]")
                else
                    plain+=("$fields[2]")
                fi ;;
            (dir) [[ $PREFIX == --*=* ]] && compset -P 1 '*='; _path_files -/ ;;
            (file) [[ $PREFIX == --*=* ]] && compset -P 1 '*='; _path_files ;;
        esac
    done
    (( $#described )) && _describe -V unsorted described
    (( $#plain )) && compadd -U -V unsorted -a -- plain
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef %(complete_func)s %(prog_name)s
fi
"""

_FISH = """\
function %(complete_func)s
    set -l words (commandline -opc)
    set -l token (commandline -ct | string collect)
    set -l escaped (string escape --style=url -- $words "$token")
    env %(complete_var)s=fish_complete COMP_LINE="$escaped" $words[1] 2>/dev/null </dev/null
end
complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class _Completion(ShellComplete):
    """What the three have in common: answers a line each, kind, value and help between tabs."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """What ``incomplete`` may become, whole words; nothing where the line makes no sense."""
        if _EXCLUDED.match(incomplete):
            args = [*args, "--"]
        try:
            found = super().get_completions(args, incomplete)
        except click.ClickException:
            return []
        for item in found:
            if item.type == "plain":
                item.value = _attached(incomplete) + item.value
        return [item for item in found if is_harmless(item.value)]

    def format_completion(self, item: CompletionItem[str]) -> str:
        """``item`` on a line."""
        fields = [item.type, item.value, *([" ".join(item.help.split())] if item.help else [])]
        return "\t".join(fields)


class Bash(_Completion):
    """Bash 4.4 and later: it inserts what it is told, so this tells it words that are quoted."""

    name: ClassVar[str] = "bash"
    source_template: ClassVar[str] = _BASH

    def complete(self) -> str:
        """The answer to the line and the signs that break words, as the script gives them."""
        line, breaks = os.environ.get("COMP_LINE", ""), os.environ.get("COMP_WORDBREAKS", "")
        typed = read_typed(line, breaks)
        if not typed.words or not typed.is_literal:
            return ""
        lines = []
        for item in self.get_completions(typed.words[1:], typed.word):
            if item.type != "plain":
                lines.append(item.type)
            elif item.value.startswith(typed.word[: typed.kept]):
                quoted = quoted_for_bash(item.value[typed.kept :], typed.quote)
                lines += [] if quoted is None else [f"plain\t{quoted}"]
        return "\n".join(lines)


class Zsh(_Completion):
    """Zsh: ``compadd`` quotes what it inserts, as the word was begun."""

    name: ClassVar[str] = "zsh"
    source_template: ClassVar[str] = _ZSH

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words up to the cursor."""
        typed = read_typed(os.environ.get("COMP_LINE", ""), escaped=_ESCAPED_BY_ZSH)
        return typed.words[1:], typed.word


class Fish(_Completion):
    """Fish: it takes the words apart and quotes what it inserts."""

    name: ClassVar[str] = "fish"
    source_template: ClassVar[str] = _FISH

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words up to the cursor, percent-encoded one by one; the last is as it is typed."""
        words = [unquote(word) for word in os.environ.get("COMP_LINE", "").split(" ")]
        return words[1:-1], read_fish(words[-1])

    def format_completion(self, item: CompletionItem[str]) -> str:
        """The value, and its help behind a tab."""
        return super().format_completion(item).partition("\t")[2]

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """As ever, but paths are ours, for fish takes a name of two lines for two names.

        A value that begins with ``~`` is left out: fish takes it for somebody's home.
        """
        found = super().get_completions(args, incomplete)
        plain = [item for item in found if item.type == "plain" and item.value[:1] != "~"]
        paths = [
            CompletionItem(_attached(incomplete) + path)
            for item in found
            if item.type != "plain"
            for path in _paths(item.value, only_folders=item.type == "dir")
        ]
        return [*plain, *paths]


class PowerShell(_Completion):
    """PowerShell: nothing is offered, for nobody has seen yet how to quote for it."""

    name: ClassVar[str] = "powershell"
    source_template: ClassVar[str] = "# Completion of %(prog_name)s is for bash, zsh and fish.\n"

    def complete(self) -> str:
        """Nothing."""
        return ""


def _attached(word: str) -> str:
    """The option and the ``=`` before the value in ``word``, which Click cuts off; or nothing."""
    name, equals, _ = word.partition("=")
    return name + equals if equals and name.startswith("--") else ""


def _paths(begun: str, *, only_folders: bool) -> list[str]:
    """The files and folders that ``begun`` begins; a folder ends with a slash."""
    folder, slash, tail = begun.rpartition("/")
    before = folder + slash
    try:
        entries = sorted(os.scandir(Path(before or ".").expanduser()), key=lambda one: one.name)
    except (OSError, RuntimeError):
        return []
    return [
        f"{before}{entry.name}{'/' if entry.is_dir() else ''}"
        for entry in entries
        if entry.name.startswith(tail)
        and (tail or not entry.name.startswith("."))
        and is_harmless(entry.name)
        and (before or not entry.name.startswith("~"))
        and (entry.is_dir() or not only_folders)
    ]


def register() -> None:
    """Let Click answer the shells so."""
    for shell in (Bash, Zsh, Fish, PowerShell):
        add_completion_class(shell)
