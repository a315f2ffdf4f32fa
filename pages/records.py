from dashboard import widgets

page = widgets.current_page("records")
widgets.heading(page, "Records")
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "measure", "amount", "counted")
