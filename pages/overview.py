from dashboard import widgets

page = widgets.current_page("overview")
widgets.heading(page, "overview")
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "measure", "amount", "counted")
