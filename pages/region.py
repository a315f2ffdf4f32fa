from dashboard import widgets

page = widgets.current_page("region")
widgets.heading(page, "region")
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "measure", "amount", "counted")
