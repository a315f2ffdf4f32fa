from dashboard import widgets
from dashboard.bodies.changes import body

widgets.draw(body(widgets.current_page("changes")))
