"""What is asked on top of a screen, and what is given back."""
