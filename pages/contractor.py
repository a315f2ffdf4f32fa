from dashboard import widgets

page = widgets.current_page("contractor")
widgets.heading(page, "contractor")
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "measure", "amount", "counted")
