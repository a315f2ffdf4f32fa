from dashboard import widgets
from dashboard.bodies.record import body

widgets.draw(body(widgets.current_page("record")))
