from dashboard import widgets
from dashboard.bodies.data import body

widgets.draw(body(widgets.current_page("data")))
