from dashboard import widgets
from dashboard.bodies.needs import body

widgets.draw(body(widgets.current_page("needs")))
