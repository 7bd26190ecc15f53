"""The box in which something is asked on top of a screen."""

from __future__ import annotations

BOX = """
    {name} {{
        align: center middle;
        & > Vertical {{
            width: 64;
            max-width: 94%;
            height: auto;
            max-height: 90%;
            padding: 1 2;
            background: $surface;
            border: round $primary;
        }}
        & Label {{ width: 1fr; color: $text-muted; }}
    }}
"""
