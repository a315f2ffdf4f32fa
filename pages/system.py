from dashboard import widgets
from dashboard.bodies.system import body

widgets.draw(body(widgets.current_page("system")))
