from dashboard import widgets
from dashboard.bodies.overview import body

widgets.draw(body(widgets.current_page("overview")))
