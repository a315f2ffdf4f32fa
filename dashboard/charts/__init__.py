"""Figures: data and words in, Plotly figure out; nothing is read or drawn here."""
