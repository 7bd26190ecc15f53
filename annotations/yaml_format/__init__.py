"""The subset of YAML that sidecars and the codebook are kept in: strict reading, stable writing."""

from __future__ import annotations

from annotations.errors import YamlError
from annotations.yaml_format.sidecars import read_sidecar, write_sidecar
from annotations.yaml_format.strict import parse

__all__ = ["YamlError", "parse", "read_sidecar", "write_sidecar"]
