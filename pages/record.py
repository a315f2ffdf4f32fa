from dashboard import widgets

page = widgets.current_page("record")
widgets.heading(page, "record")
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "measure", "amount", "counted")
