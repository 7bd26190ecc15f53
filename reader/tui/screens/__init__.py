"""The screens: the desk with its three columns, and what is asked on top of it."""
