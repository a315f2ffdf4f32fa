"""The hearing pack: what both sides of one project hold in their hands, on paper, in sheets, in a file, on a screen."""
