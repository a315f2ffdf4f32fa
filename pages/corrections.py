from dashboard import widgets
from dashboard.bodies.corrections import body

widgets.draw(body(widgets.current_page("corrections")))
