from dashboard import widgets
from dashboard.bodies.records import body

widgets.draw(body(widgets.current_page("records")))
