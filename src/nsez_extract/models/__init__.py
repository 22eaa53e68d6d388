"""Trained models that ship with the package, each with a card beside it."""
