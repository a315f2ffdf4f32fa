"""The figures as vector drawings, from the same inputs as the Plotly ones: for pictures, cards and paper."""
