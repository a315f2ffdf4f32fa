from dashboard import widgets

page = widgets.current_page("regions")
widgets.heading(page, "regions")
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "measure", "amount", "counted")
