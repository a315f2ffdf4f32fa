"""Draws the icon of the browser tab: the tenge sign, three bars in the accent colour on paper; run it by hand."""

from pathlib import Path

from PIL import Image, ImageDraw

ICON = Path(__file__).resolve().parent.parent / "web" / "favicon.png"
SIDE, CORNER = 64, 12
PAPER, ACCENT = "#FBFAF7", "#0B5C7A"
BARS = ((14, 12, 49, 19), (14, 24, 49, 31), (28, 24, 35, 53))


def main() -> None:
    """Write the icon, 64 × 64, with rounded corners."""
    icon = Image.new("RGBA", (SIDE, SIDE))
    pen = ImageDraw.Draw(icon)
    pen.rounded_rectangle((0, 0, SIDE - 1, SIDE - 1), CORNER, fill=PAPER)
    for bar in BARS:
        pen.rectangle(bar, fill=ACCENT)
    icon.save(ICON, optimize=True)


if __name__ == "__main__":
    main()
