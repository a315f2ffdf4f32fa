from dashboard import widgets

page = widgets.current_page("method")
widgets.heading(page, "method")
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "measure", "amount", "counted")
