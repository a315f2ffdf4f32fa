from dashboard import widgets

page = widgets.current_page("needs")
widgets.heading(page, "needs")
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "measure", "amount", "counted")
