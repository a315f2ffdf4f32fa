from dashboard import widgets
from dashboard.bodies.systems import body

widgets.draw(body(widgets.current_page("systems")))
