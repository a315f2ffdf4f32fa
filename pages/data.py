from dashboard import widgets

page = widgets.current_page("data")
widgets.heading(page, "data")
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "measure", "amount", "counted")
