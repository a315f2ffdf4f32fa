from dashboard import widgets

page = widgets.current_page("years")
widgets.heading(page, "years")
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "measure", "amount", "counted")
