from dashboard import widgets
from dashboard.bodies.promises import body

widgets.draw(body(widgets.current_page("promises")))
