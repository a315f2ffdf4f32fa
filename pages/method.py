from dashboard import widgets
from dashboard.bodies.method import body

widgets.draw(body(widgets.current_page("method")))
