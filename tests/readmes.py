"""The two READMEs and the code in them."""

from __future__ import annotations

import regex
from conftest import REPOSITORY

READMES = ("README.md", "README.zh-CN.md")
FENCED = regex.compile(r"(?ms)^```(?P<language>\w+)\n(?P<code>.*?)^```")


def read(name: str) -> str:
    return (REPOSITORY / name).read_text("utf-8")


def blocks(name: str, language: str) -> list[str]:
    return [match["code"] for match in FENCED.finditer(read(name)) if match["language"] == language]
