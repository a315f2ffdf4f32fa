from dashboard import widgets

page = widgets.current_page("contractors")
widgets.heading(page, "contractors")
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "measure", "amount", "counted")
