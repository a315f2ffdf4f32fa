"""Pure HTML parts, templates and the style sheet that Streamlit pages and light pages share."""
