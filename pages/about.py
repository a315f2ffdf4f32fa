from dashboard import widgets

page = widgets.current_page("about")
widgets.heading(page, "about")
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "measure", "amount", "counted")
